"""An index on disk: the names of its files, how they are published, and how they are opened."""
