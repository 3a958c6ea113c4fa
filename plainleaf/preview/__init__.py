"""The development server: it rebuilds the site when a file is saved, and shows pages with their problems."""

from plainleaf.preview.serve import serve

__all__ = [
    "serve",
]
