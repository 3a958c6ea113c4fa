"""Whatever a stranger writes is only shown."""

from __future__ import annotations

import csv
import io

import pytest

from plainleaf.command.strangers_text import for_cell, make_harmless, on_one_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J\x1b]0;owned\x07", "<U+001B>[2J<U+001B>]0;owned<U+0007>"),
        ("\x9b31m", "<U+009B>31m"),
        ("a\rb\x08c\x7f", "a<U+000D>b<U+0008>c<U+007F>"),
        ("\u202etxet\u202c\u2066x\u2069", "<U+202E>txet<U+202C><U+2066>x<U+2069>"),
        ("a\u200eb\u061cc\ufeff", "a<U+200E>b<U+061C>c<U+FEFF>"),
        ("a\u2028b\u2029c\x85d", "a<U+2028>b<U+2029>c<U+0085>d"),
        ("\ue000\U000e0041\ud800", "<U+E000><U+E0041><U+D800>"),
        ("two\r\nlines\tand", "two\nlines    and"),
        ("José Ñandú, 日本, علي, א, 👩\u200d⚕️", "José Ñandú, 日本, علي, א, 👩\u200d⚕️"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_as_its_number(text: str, shown: str) -> None:
    assert make_harmless(text) == shown


def test_a_text_in_a_list_stays_on_its_line() -> None:
    assert on_one_line("Ana\n13  2026-01-01  booking", 40) == "Ana 13 2026-01-01 booking"
    assert on_one_line("x" * 50, 10) == "xxxxxxxxx…"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1 313-555-0110",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff201",
    ],
)
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    written = io.StringIO()
    csv.writer(written).writerow([for_cell(text)])

    (row,) = csv.reader(io.StringIO(written.getvalue(), newline=""))

    assert row == [f"'{text}"]


@pytest.mark.parametrize("text", ["", "Ana", "313-555-0110", "a=b", "me@example.com"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert for_cell(text) == text
