"""Pictures as the site publishes them: whole, in a format that browsers show, and nothing but the picture."""

from plainleaf.pictures.clean import ICON, PICTURES, CleanPicture, clean_picture, strip_picture
from plainleaf.pictures.faults import PictureFault
from plainleaf.pictures.formats import find_file_faults

__all__ = [
    "ICON",
    "PICTURES",
    "CleanPicture",
    "PictureFault",
    "clean_picture",
    "find_file_faults",
    "strip_picture",
]
