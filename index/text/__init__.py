"""Words: how a text is cut into them, which are common, and which are misspelt."""
