"""What visitors ask, and what the owner makes of it: groups of questions, repairs, reports."""
