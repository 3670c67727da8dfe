"""Markdown files: what their tokens say, and where each stands in the source."""
