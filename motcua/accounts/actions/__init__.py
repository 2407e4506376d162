"""What may be done to accounts, roles and position holdings: one verb a file."""
