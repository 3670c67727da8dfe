"""How well an index answers: question sets, their scores, and what went wrong."""
