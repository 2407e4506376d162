"""The demo city: a slice of today's Hải Phòng with people, offices and one procedure, made through the actions."""
