"""The HTTP API's parts: routes, schemas, errors and limits."""
