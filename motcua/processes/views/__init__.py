"""Pages of processes for the officials who own them."""
