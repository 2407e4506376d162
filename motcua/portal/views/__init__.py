"""The public face: find, file, follow, receive."""
