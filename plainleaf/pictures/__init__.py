"""Pictures as the site publishes them: undamaged, in a format that browsers show, and without metadata."""

from plainleaf.pictures.clean import ICON, PICTURES, CleanPicture, clean_picture, strip_picture
from plainleaf.pictures.faults import BrokenError, PictureFault, broken
from plainleaf.pictures.formats import SAVE_AS_JPEG, find_file_faults
from plainleaf.pictures.photos import PhotoCopy, find_copies, make_copies

__all__ = [
    "ICON",
    "PICTURES",
    "SAVE_AS_JPEG",
    "BrokenError",
    "CleanPicture",
    "PhotoCopy",
    "PictureFault",
    "broken",
    "clean_picture",
    "find_copies",
    "find_file_faults",
    "make_copies",
    "strip_picture",
]
