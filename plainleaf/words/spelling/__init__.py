"""Spelling: which words there are, and what a misspelt one may have been meant as."""
