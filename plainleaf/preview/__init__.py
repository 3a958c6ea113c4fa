"""The development server: rebuilds the site when a file is saved, and shows pages with their problems."""

from plainleaf.preview.editor.handlers import Editor, Places
from plainleaf.preview.editor.places import PICTURE_FOLDER
from plainleaf.preview.serve import ServeArguments, serve

__all__ = [
    "PICTURE_FOLDER",
    "Editor",
    "Places",
    "ServeArguments",
    "serve",
]
