"""An index on a server, whichever: workers hold no passages, and fetch what a question needs."""
