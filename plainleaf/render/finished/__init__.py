"""Finished pages: what their tags say, the styles that they need, and how they go out."""
