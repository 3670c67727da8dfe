"""A package, so that its browser ends with its tests: until then its loop of events runs."""
