"""What the two Markdown engines read differently, explained for staff: a message and a fix."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from plainleaf.problems import ERROR, WARNING


class Fault(Struct, frozen=True):
    """What may be read differently, and how to write it. An error if words would be lost."""

    message: str
    fix: str
    severity: str = WARNING


EMPTY_ABOVE = "Put an empty line above it."
EMPTY_BETWEEN = "Put an empty line above this one."
AT_START = "Delete the spaces in front of it."
FAULTS: Mapping[str, Fault] = {
    "backslash": Fault("a backslash ends this line", "Delete it. For a new line, write a list or a new paragraph."),
    "backtick": Fault(
        "this backtick ` may or may not begin code", "Write code on one line between two of them: `code`."
    ),
    "below-definition": Fault("this line may or may not belong to the explanation above it", EMPTY_BETWEEN),
    "below-item-heading": Fault("there is text right below a heading in a list", EMPTY_BETWEEN),
    "below-quotation": Fault("this line may or may not belong to the quotation above it", EMPTY_BETWEEN),
    "below-reference": Fault("there is text right below the address of a link", EMPTY_BETWEEN),
    "below-table": Fault("this line may or may not be a row of the table above it", EMPTY_BETWEEN),
    "block-in-item": Fault("a list item begins with Markdown for something else", "Write words after the list marker."),
    "block-in-note": Fault("a footnote begins with Markdown for something else", "Write words after '[^name]: '."),
    "block-in-quotation": Fault(
        "a quotation contains more than paragraphs", "Write only text after '> ', or use '::: quotation'."
    ),
    "bracket": Fault(
        "these brackets may or may not be a link", "Write [words](address) without a space in between, or delete '['."
    ),
    "bracket-after-number": Fault("')' after a number may or may not make a list", "Write '1.' instead of '1)'."),
    "code": Fault("three of these characters may or may not begin code", "Delete them. Pages have no code blocks."),
    "definition": Fault(
        "this colon may or may not explain a term",
        "Write the term on one line, and below it ':   ' and what it means. Otherwise begin the line with a word.",
    ),
    "emphasis": Fault(
        "these asterisks or underscores may or may not be emphasis",
        "Write **bold** or *italics* with a space or punctuation around it; for the character itself write \\* or \\_.",
    ),
    "empty-item": Fault("this list item is empty", "Write its text after the list marker, or delete the line."),
    "empty-line-in-list": Fault("there is an empty line in the nested list", "Delete the empty line above."),
    "heading": Fault("this may or may not be a heading", "Write one to six '#', a space, and words: '## What helps'."),
    "heading-below": Fault("a heading comes right below a table or a list", EMPTY_ABOVE),
    "indented": Fault("spaces at the start of this line may change its meaning", AT_START),
    "list-below-text": Fault("a list begins right below a line of text", EMPTY_ABOVE),
    "mixed-markers": Fault("this list mixes different markers", "Begin each of its items with the same marker: '- '."),
    "nested-by-spaces": Fault(
        "it is unclear which list this item belongs to",
        "Begin it at the start of the line, or with four spaces if it belongs to the item above.",
    ),
    "nested-number": Fault("a numbered list inside a list does not begin with 1", "Begin it with '1.'."),
    "paragraph-in-item": Fault(
        "this text may or may not belong to the list above it",
        "If it does, begin the line with four spaces; if not, with none.",
    ),
    "quotation-below-text": Fault("a quotation begins right below another line", EMPTY_ABOVE),
    "reference": Fault(
        "this may or may not be the address of a link",
        "Write '[name]: address' on a line of its own, with an empty line above, or [words](address) in the text.",
    ),
    "reference-in-list": Fault("the address of a link is inside a list", "Move it to the end of the page."),
    "reference-twice": Fault(
        "this name has an address already, so this one counts nowhere", "Write another name here and where you use it."
    ),
    "reference-unknown": Fault(
        "no line on this page gives this link its address", "Write [words](address), or delete the square brackets."
    ),
    "rule": Fault("this line may or may not be a line across the page", "Write '---'."),
    "rule-below": Fault("a line across the page comes right below a table or a list", EMPTY_ABOVE),
    "some-empty-lines": Fault(
        "only some items of this list have empty lines between them", "Put one between all of them, or between none."
    ),
    "spaces-in-item": Fault(
        "the marker of this list item is too long, or too far from its text", "Write '- ' or '1. ' and then the text."
    ),
    "table-below-text": Fault("a table begins right below another line", EMPTY_ABOVE),
    "table-cells": Fault(
        "this row has a different number of cells than the row above it; text may be lost",
        "Write the same number of '|' in each row.",
        ERROR,
    ),
    "table-pipes": Fault(
        "this table row does not end with '|', or contains '\\|'",
        "Begin and end each row with '|', and do not use '\\|'.",
    ),
    "table-without-head": Fault(
        "this table has no header row, or no row below it", "Write the column names, then '|---|---|', then the rows."
    ),
    "table-without-pipes": Fault("this may or may not be a table", "Begin and end each table row with '|'."),
    "two-quotations": Fault(
        "there is only an empty line between two quotations", "Write '>' on the empty line, or text between them."
    ),
    "underline": Fault(
        "this line may or may not turn the line above into a heading",
        "For a heading, write '## ' before its words. For a line across the page, put an empty line above it.",
    ),
}
# With these, two list items may merge, or become text.
_MERGING_ITEMS = (
    "block-in-item", "bracket-after-number", "empty-item", "empty-line-in-list", "indented", "list-below-text",
    "mixed-markers", "nested-by-spaces", "paragraph-in-item", "spaces-in-item",
)  # fmt: skip
MERGING = frozenset(FAULTS[name].message for name in _MERGING_ITEMS)
