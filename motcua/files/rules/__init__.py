"""The pure half of files: what content really is, what is wrong with it, and the same thing without its dangers."""
