"""reStructuredText: docutils' tree of a file, written as a page that the HTML reader reads."""
