"""The HTTP API's parts: routes, bodies, errors and limits."""
