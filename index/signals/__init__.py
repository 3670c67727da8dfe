"""What speaks for a passage: a module for each kind of evidence."""
