"""Sending a site to its place, and going back to one that is kept there."""
