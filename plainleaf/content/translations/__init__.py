"""Translations of pages: the parts of an original, their marks, and the amounts in a text of any language."""
