"""The pages of accounts: the doors, one's own account and keys, the sittings."""
