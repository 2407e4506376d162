"""Measurements against the floors; `python -m bench`."""
