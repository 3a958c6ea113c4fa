"""From jobs to outputs: prose becomes HTML, templates are filled, and finished pages are delivered."""

from plainleaf.render.delivery import CannotWriteError, cannot_write, copy_file, make_room, on_disk, write_file
from plainleaf.render.pages import prepare_rendering, render, render_alone

__all__ = [
    "CannotWriteError",
    "cannot_write",
    "copy_file",
    "make_room",
    "on_disk",
    "prepare_rendering",
    "render",
    "render_alone",
    "write_file",
]
