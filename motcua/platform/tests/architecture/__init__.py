"""Tests that keep the house: rules that are discovered over the whole tree, each shown to fail when it is broken."""
