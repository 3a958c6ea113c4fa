"""Folders around a site: the repository that holds it, and the cache folder of the person who builds it."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

# On a machine with unusual folders, this environment variable names another one.
VARIABLE = "PLAINLEAF_CACHE"


def cache_folder() -> Path:
    """The cache folder of whoever runs plainleaf; it may not exist. Raises RuntimeError if there is no home folder."""
    given = os.environ.get(VARIABLE)
    folder = Path(given) if given else platformdirs.user_cache_path("plainleaf", appauthor=False)
    return folder.expanduser().absolute()


def find_repository(root: Path) -> Path:
    """The top folder of the git repository that holds a site; the site's own `root` if it is in none."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
