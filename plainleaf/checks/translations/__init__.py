"""Translations of pages: whether somebody has checked them, and whether they still say what the original says."""
