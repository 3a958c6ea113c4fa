"""Printed pages: the sheets that the browser makes, and what is on each."""

from __future__ import annotations

import io
from unicodedata import normalize

from msgspec import Struct
from playwright.sync_api import Page
from pypdf import PageObject, PdfReader


class Sheet(Struct, frozen=True):
    """A sheet of paper: its text without any space, and how far down its text reaches, from 0 to 1."""

    text: str
    filled: float


def print_page(page: Page, paper: str = "Letter") -> list[Sheet]:
    """The sheets on which a page is printed."""
    return [_read_sheet(sheet) for sheet in PdfReader(io.BytesIO(page.pdf(format=paper))).pages]


def _read_sheet(sheet: PageObject) -> Sheet:
    height, lowest = float(sheet.mediabox.height), float(sheet.mediabox.height)
    # The number of the sheet is in the margin.
    margin = 40

    def look(text: str, current: list[float], matrix: list[float], *_: object) -> None:
        nonlocal lowest
        if text.strip():
            # Chromium turns the paper upside down in its first matrix.
            y = matrix[5] * current[3] + current[5]
            lowest = min(lowest, y) if y > margin else lowest

    text = sheet.extract_text(visitor_text=look)
    return Sheet(without_spaces(text), 1 - lowest / height)


def without_spaces(text: str) -> str:
    """A text as sheets have it: no ligatures, and no spaces, since a PDF need not have one where a line ends."""
    return "".join(normalize("NFKC", text).split())
