"""Text becomes vectors: one dense vector, and one vector a token."""
