"""Red flags as data: the signs that need help at once, a file for each set and language."""
