"""Plain text files, whose headings, lists and tables nothing marks but their look."""
