"""Several phones at once."""
