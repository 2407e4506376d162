"""For officials: imports of catalogues, and the words of the search."""
