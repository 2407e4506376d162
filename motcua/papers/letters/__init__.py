"""Letters that are printed and handed over, and kept nowhere: who holds one holds the link in it."""
