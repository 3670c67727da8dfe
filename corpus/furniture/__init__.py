"""What stands around an article: the headings of its frame, promotion, reference lists."""
