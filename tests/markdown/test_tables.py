"""Tables as readers have them: named boxes, row headers, and what remains of columns on a phone."""

from __future__ import annotations

import re

import pytest

from plainleaf.markdown import name_elements
from tests.conversions import convert, each_engine

WORDS = {"table_label": "Table: {title}", "table_label_again": "Table {number}: {title}"}
ROLE = re.compile(r'<(\w+)[^>]* role="(\w+)"')


def complete(text: str, engine: str = "python-markdown", title: str = "Doses & days") -> str:
    """A text as HTML with its tables completed."""
    return name_elements(convert(text, engine).html, title, WORDS)


def row_headers(text: str) -> list[str]:
    """The row headers of a table."""
    cells = re.findall(r'<th[^>]* scope="row">(.*?)</th>', complete(text))
    return [re.sub(r"<span.*?</span> ", "", cell) for cell in cells]


@each_engine
def test_a_table_is_in_a_box_that_can_be_focused_and_is_named_for_the_heading_above(engine: str) -> None:
    table = "| Day | Walk |\n|---|---|\n| 1 | 5 minutes |"

    html = complete(
        f"{table}\n\n## What *helps*[^a]\n\n{table}\n\nText.\n\n{table}\n\n[^a]: Note.".replace("[^a]", ""), engine
    )

    assert re.findall(r'<div class="table-box" role="region" aria-label="([^"]*)" tabindex="0">\n<table', html) == [
        "Table: Doses &amp; days",
        "Table: What helps",
        "Table 2: What helps",
    ]


def test_the_name_of_a_table_cannot_end_its_attribute() -> None:
    assert 'aria-label="Table: &quot;&gt;&lt;b&gt;"' in complete("| a |\n|---|\n| b |", title='"><b>')


@each_engine
@pytest.mark.parametrize(
    "text",
    [
        "| Medicine | **Dose** |\n|---|---|\n| Ibuprofen | 5 *mg* |",
        "| Medicine | **Dose** | Note |\n|---|---|---|\n| Ibuprofen | 5 *mg* | |",
    ],
)
def test_a_table_of_few_columns_has_the_name_of_the_column_before_each_cell_with_text(text: str, engine: str) -> None:
    html = complete(text, engine)

    assert '<th role="rowheader" scope="row"><span class="cell-label" hidden>Medicine</span> Ibuprofen</th>' in html
    assert '<td role="cell"><span class="cell-label" hidden>Dose</span> 5 <em>mg</em></td>' in html
    assert html.count("cell-label") == 2


@each_engine
def test_every_element_of_a_table_of_few_columns_has_its_role_written_out(engine: str) -> None:
    found = ROLE.findall(complete("| A | B |\n|---|---|\n| c | d |", engine))

    assert found == [
        ("div", "region"), ("table", "table"), ("thead", "rowgroup"), ("tr", "row"), ("th", "columnheader"),
        ("th", "columnheader"), ("tbody", "rowgroup"), ("tr", "row"), ("th", "rowheader"), ("td", "cell"),
    ]  # fmt: skip


@pytest.mark.parametrize("columns", [1, 4])
def test_other_tables_are_plain_tables(columns: int) -> None:
    html = complete("\n".join(row * columns + "|" for row in ("| A ", "|---", "| 1 ")))

    assert "<table><thead><tr><th" in html
    assert "cell-label" not in html


@each_engine
def test_an_alignment_stays(engine: str) -> None:
    html = complete("| A | B |\n|:-:|--:|\n| c | d |", engine)

    assert '<th align="center" role="rowheader" scope="row">' in html
    assert '<td align="right" role="cell">' in html


@pytest.mark.parametrize(
    ("cells", "headers"),
    [
        (["Walk", "Swim"], ["Walk", "Swim"]),
        (["Week 1", "*Week* 2"], ["Week 1", "<em>Week</em> 2"]),
        (["Walk", "Walk"], []),
        (["Walk", ""], []),
        (["0", "2"], []),
        (["8:00", "9:00"], []),
    ],
)
def test_the_first_column_names_the_rows_if_its_cells_differ_and_begin_with_a_letter(
    cells: list[str], headers: list[str]
) -> None:
    rows = "".join(f"\n| {cell} | x |" for cell in cells)

    assert row_headers(f"| Name | Value |\n|---|---|{rows}") == headers


def test_a_first_column_without_a_name_names_the_rows_and_is_no_header() -> None:
    text = "| | Walk |\n|---|---|\n| 1 | x |\n| 2 | x |"

    assert row_headers(text) == ["1", "2"]
    assert '<td role="cell"></td><th role="columnheader" scope="col">Walk</th>' in complete(text)


def test_a_table_whose_words_do_not_fit_on_paper_may_break_them_there() -> None:
    long, short = "neuropathophysiological" * 2, "short"

    assert 'class="stacks crowded"' in complete(f"| {long} | b |\n|---|---|\n| a | {long} |")
    assert 'class="stacks"' in complete(f"| {long} | b |\n|---|---|\n| a | {short} |")
