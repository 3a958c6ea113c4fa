"""What can be reused from the last build."""

from plainleaf.reuse.saved_build import find_edited, load_baseline, save_build
from plainleaf.reuse.work import Work, find_work

__all__ = [
    "Work",
    "find_edited",
    "find_work",
    "load_baseline",
    "save_build",
]
