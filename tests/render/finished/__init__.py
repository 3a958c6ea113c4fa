"""Finished pages."""
