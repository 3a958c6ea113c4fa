"""Spelling: which words exist, and what a misspelt one may have been meant as."""
