"""Proof: that a finished page loads nothing from another origin, and holds no style or script of its own.

Nearly all pages show that by their tags alone (finished/tags.py); the others are parsed by selectolax (elements.py).
What is found is a problem of the site's template that wrote it (blame.py).
"""

from plainleaf.render.origins.find import find_strange

__all__ = ["find_strange"]
