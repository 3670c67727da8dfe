"""What tools make of a page is put into HTML's own elements before it is walked over."""
