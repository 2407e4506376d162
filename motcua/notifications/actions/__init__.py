"""What may be done with notifications: define texts, tell people, send, read."""
