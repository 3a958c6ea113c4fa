"""From jobs to outputs: templates, prose put together, and finished pages delivered."""

from plainleaf.render.delivery import CannotWriteError, copy_file, keep, make_room, write_file
from plainleaf.render.pages import prepare, render

__all__ = [
    "CannotWriteError",
    "copy_file",
    "keep",
    "make_room",
    "prepare",
    "render",
    "write_file",
]
