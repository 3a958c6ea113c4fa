"""The search page: where its index lies on the site, and what its policy allows."""

from __future__ import annotations

# The files that Pagefind makes, below the folder of the site.
INDEX_FOLDER = "search/index/"
# Pagefind comes as WebAssembly, which reads the index as patients type.
SEARCH_POLICY = "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


def is_search_index(path: str) -> bool:
    """Whether a file of the site belongs to the index. It is made last, from all pages."""
    return path.startswith(INDEX_FOLDER)
