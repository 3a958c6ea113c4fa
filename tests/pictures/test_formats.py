"""Downloads that nobody could open, and those that only look like them."""

from __future__ import annotations

import pytest

from plainleaf.pictures import find_file_faults

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF"


@pytest.mark.parametrize(
    ("content", "suffix", "says"),
    [
        (b"", ".pdf", "empty"),
        (b"", ".mp4", "empty"),
        (b"", ".vtt", "empty"),
        (PDF[:30], ".pdf", "cut off"),
        (PDF + b"\n%changed later " + b"x" * 2000, ".pdf", "cut off"),
        (b"<!DOCTYPE html><html>", ".pdf", "a web page file, not a PDF"),
        (b"\x89PNG\r\n\x1a\n", ".pdf", "a PNG file, not a PDF"),
        (b"II*\0", ".pdf", "a TIFF file, not a PDF"),
        (b"hello", ".pdf", "this is not a PDF"),
    ],
)
def test_a_file_that_nobody_could_open_is_a_problem(content: bytes, suffix: str, says: str) -> None:
    assert [says in fault.message for fault in find_file_faults(content, suffix)] == [True]


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (PDF, ".pdf"),
        (PDF + b"\n" * 2000, ".pdf"),
        (PDF + b"\0" * 5000, ".pdf"),
        (PDF + b"\r\n------ sent by a form -----", ".pdf"),
        (b"\xef\xbb\xbf\n" + PDF, ".pdf"),
        (b"", ".txt"),
        (b"", ""),
        (b"x", ".mp4"),
    ],
)
def test_a_whole_file_is_none(content: bytes, suffix: str) -> None:
    assert find_file_faults(content, suffix) == ()
