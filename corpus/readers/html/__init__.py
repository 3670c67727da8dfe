"""HTML pages, and what other formats are turned into: their tree, walked once."""
