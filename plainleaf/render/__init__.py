"""From jobs to outputs: templates, prose put together, and finished pages delivered."""

from plainleaf.render.delivery import CannotWriteError, copy_file, keep, make_room, write_file
from plainleaf.render.pages import prepare_rendering, render

__all__ = [
    "CannotWriteError",
    "copy_file",
    "keep",
    "make_room",
    "prepare_rendering",
    "render",
    "write_file",
]
