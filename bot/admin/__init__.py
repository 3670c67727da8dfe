"""`/admin/`: what visitors ask, and the report, for the owner alone."""
