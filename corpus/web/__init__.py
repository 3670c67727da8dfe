"""Pages of the web, fetched once to be read as files: what an owner names on the command line."""
