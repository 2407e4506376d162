"""Cổng: where citizens find a procedure, file it, follow it and receive the result."""
