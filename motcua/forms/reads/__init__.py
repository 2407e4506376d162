"""Asking, checking and showing: what a form says to people."""
