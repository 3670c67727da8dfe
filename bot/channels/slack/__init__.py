"""Slack: three routes in, the Web API and response URLs out."""
