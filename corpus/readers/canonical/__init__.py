"""The text that is quoted of a file which is no text to read: laid out like Markdown."""
