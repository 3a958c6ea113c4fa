"""Convert Markdown to HTML with either engine, and find things in Markdown with their places in the source."""

from plainleaf.markdown.convert import Converted, Converter, make_converter, name_elements
from plainleaf.markdown.dialect.check import check_dialect
from plainleaf.markdown.dialect.faults import MERGING
from plainleaf.markdown.engines import COMMONMARK, PYTHON_MARKDOWN, is_installed
from plainleaf.markdown.footnotes import split_notes
from plainleaf.markdown.limits import blank_excess, find_excess
from plainleaf.markdown.scan import Note, Scan, SourceHeading, Tag, Target, find_bare_addresses, scan
from plainleaf.markdown.scripts import is_unspaced
from plainleaf.markdown.signs.foreign import Found as FoundSign
from plainleaf.markdown.signs.foreign import describe_signs
from plainleaf.markdown.signs.foreign import find_foreign as find_signs
from plainleaf.markdown.signs.marks import find_mark
from plainleaf.markdown.signs.tidy import tidy_text
from plainleaf.markdown.signs.unseen import check_unseen
from plainleaf.markdown.slugify import slugify
from plainleaf.markdown.text_pass import TermFinder, TextPass, make_finder
from plainleaf.markdown.typography import Quotes, quotes_of, typeset

__all__ = [
    "COMMONMARK",
    "MERGING",
    "PYTHON_MARKDOWN",
    "Converted",
    "Converter",
    "FoundSign",
    "Note",
    "Quotes",
    "Scan",
    "SourceHeading",
    "Tag",
    "Target",
    "TermFinder",
    "TextPass",
    "blank_excess",
    "check_dialect",
    "check_unseen",
    "describe_signs",
    "find_bare_addresses",
    "find_excess",
    "find_mark",
    "find_signs",
    "is_installed",
    "is_unspaced",
    "make_converter",
    "make_finder",
    "name_elements",
    "quotes_of",
    "scan",
    "slugify",
    "split_notes",
    "tidy_text",
    "typeset",
]
