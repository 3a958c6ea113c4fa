"""The development server: it sees what was saved, builds it, and shows pages with their problems."""

from plainleaf.preview.serve import serve

__all__ = [
    "serve",
]
