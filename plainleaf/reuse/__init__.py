"""What of the last build is still right, so that it need not be made again."""

from plainleaf.reuse.remember import recall, remember
from plainleaf.reuse.work import Work, find_work

__all__ = [
    "Work",
    "find_work",
    "recall",
    "remember",
]
