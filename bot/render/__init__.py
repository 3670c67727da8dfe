"""An answer, laid out for a terminal or as plain text."""
