"""An index on a Milvus server, or in a file of Milvus Lite: workers fetch what a question needs."""
