"""Microsoft Teams: what its service sends, and the answers that it is sent."""
