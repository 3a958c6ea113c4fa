"""What can be reused of the last build, so that it need not be made again."""

from plainleaf.reuse.saved_build import find_edited, load_baseline, save_build
from plainleaf.reuse.work import Work, find_work

__all__ = [
    "Work",
    "find_edited",
    "find_work",
    "load_baseline",
    "save_build",
]
