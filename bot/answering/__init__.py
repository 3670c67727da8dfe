"""A question becomes an answer. Nothing here knows of web, console, settings or database."""
