"""Complete the tables of a text: a box that scrolls, row headers, and what a table without room for columns needs.

On a phone, the rows of a table with two or three columns are shown one below the other, with the name of its column
before each cell. Elements displayed as blocks lose the roles that they have in a table, so those are written out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html import escape, unescape
from itertools import zip_longest

from msgspec import Struct, field

from plainleaf.patterns import lazy_pattern

# Tables of templates have attributes and are left alone.
TABLE = lazy_pattern(r"<table>(?P<rows>.*?)</table>|<h(?P<level>[1-6])\b[^>]*>(?P<words>.*?)</h(?P=level)>", re.DOTALL)
ROW = lazy_pattern(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = lazy_pattern(r"<t[hd]( align=\"\w+\")?(?: scope=\"col\")?>(.*?)</t[hd]>", re.DOTALL)
NOT_TEXT = lazy_pattern(r"<sup id=.*?</sup>|<[^>]*>", re.DOTALL)
MAX_STACKED = 3
# In letters: about the width of a printed page, and the space between two columns.
WIDEST, BETWEEN = 60, 2
STACKED_ROLES = {name: f' role="{name}"' for name in ("table", "rowgroup", "row", "columnheader", "rowheader", "cell")}


class Cell(Struct, frozen=True):
    """A cell: its attribute for the alignment, with a space before it, its HTML and its text."""

    align: str
    html: str
    text: str


class TablePass(Struct):
    """The state of the pass over one text. `title` names the tables that follow: at first that of the page, then each
    heading. `words` are the interface texts, and `seen` counts the tables of each title.
    """

    title: str
    words: Mapping[str, str]
    seen: Counter[str] = field(default_factory=Counter)

    def apply(self, source: str) -> str:
        """The HTML with its tables completed."""
        return TABLE.sub(self._complete, source) if "<table>" in source else source

    def _complete(self, found: re.Match[str]) -> str:
        if found["level"]:
            self.title = _text_of(found["words"]) or self.title
            return found.group()
        head, *body = [_cells(row) for row in ROW.findall(found["rows"])]
        box = f'<div class="table-box" role="region" aria-label="{escape(self._name())}" tabindex="0">'
        return f"{box}\n{_write_table(head, body)}\n</div>"

    def _name(self) -> str:
        """The accessible name of the next table: no two are the same."""
        self.seen[self.title] += 1
        number = self.seen[self.title]
        words = self.words["table_label" if number == 1 else "table_label_again"]
        return words.replace("{number}", str(number)).replace("{title}", self.title)


def has_row_headers(head: list[Cell], body: list[list[Cell]]) -> bool:
    """Whether the first column names the rows: no name is above it, or its cells differ and begin with a letter.

    A number or a time is a value as often as a name, and a cell without text names nothing.
    """
    names = [row[0].text if row else "" for row in body]
    if len(head) < 2 or not all(names):
        return False
    return not head[0].text or (len(set(names)) == len(names) and all(name[0].isalpha() for name in names))


def _cells(row: str) -> list[Cell]:
    return [Cell(align, inside, _text_of(inside)) for align, inside in CELL.findall(row)]


def _text_of(html: str) -> str:
    """The text of some HTML, without the numbers of footnotes."""
    return " ".join(unescape(NOT_TEXT.sub("", html)).split())


def _write_table(head: list[Cell], body: list[list[Cell]]) -> str:
    is_stacked = 2 <= len(head) <= MAX_STACKED
    roles = STACKED_ROLES if is_stacked else dict.fromkeys(STACKED_ROLES, "")
    labels = [_label(cell) if is_stacked else "" for cell in head]
    has_headers = has_row_headers(head, body)
    columns = "".join(_write_head(cell, roles) for cell in head)
    rows = "".join(_write_row(row, labels, roles, has_header=has_headers) for row in body)
    names = " ".join(filter(None, ("stacks" * is_stacked, "crowded" * _is_crowded([head, *body]))))
    classes = f' class="{names}"' if names else ""
    return (
        f"<table{classes}{roles['table']}>"
        f"<thead{roles['rowgroup']}><tr{roles['row']}>{columns}</tr></thead>"
        f"<tbody{roles['rowgroup']}>\n{rows}</tbody></table>"
    )


def _is_crowded(rows: list[list[Cell]]) -> bool:
    """Whether the longest words of all columns do not fit side by side on paper, where nothing scrolls."""
    longest = ([max(map(len, cell.text.split()), default=0) for cell in row] for row in rows)
    widths = [max(column) + BETWEEN for column in zip_longest(*longest, fillvalue=0)]
    return sum(widths) > WIDEST


def _write_head(cell: Cell, roles: Mapping[str, str]) -> str:
    # A header without words would be announced as one.
    if not cell.text:
        return f"<td{cell.align}{roles['cell']}>{cell.html}</td>"
    return f'<th{cell.align}{roles["columnheader"]} scope="col">{cell.html}</th>'


def _write_row(row: list[Cell], labels: list[str], roles: Mapping[str, str], *, has_header: bool) -> str:
    cells: list[str] = []
    for number, cell in enumerate(row):
        label = labels[number] if cell.html and number < len(labels) else ""
        if has_header and number == 0:
            cells.append(f'<th{cell.align}{roles["rowheader"]} scope="row">{label}{cell.html}</th>')
        else:
            cells.append(f"<td{cell.align}{roles['cell']}>{label}{cell.html}</td>")
    return f"<tr{roles['row']}>{''.join(cells)}</tr>\n"


def _label(cell: Cell) -> str:
    """The name of a column as shown before its cells where there is no room for columns; '' for one without a name."""
    return f'<span class="cell-label" hidden>{escape(cell.text, quote=False)}</span> ' if cell.text else ""
