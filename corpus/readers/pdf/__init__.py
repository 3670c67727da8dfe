"""PDF, through pdfium: words with their places on a page become lines, columns and paragraphs."""
