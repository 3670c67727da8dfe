"""An index on a Qdrant server, or in a folder of its client: workers fetch what they need."""
