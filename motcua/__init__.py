"""Một Cửa: one door to a province's government."""
