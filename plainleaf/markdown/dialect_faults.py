"""What the two Markdown engines read differently, in words for staff: the fact and the way out."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from plainleaf.problems import ERROR, WARNING


class Fault(Struct, frozen=True):
    """What may be read differently, and how to write it. It is an error where words would be lost."""

    message: str
    fix: str
    severity: str = WARNING


EMPTY_ABOVE = "Put an empty line above it."
EMPTY_BETWEEN = "Put an empty line above this one."
AT_START = "Delete the spaces in front of it."
FAULTS: Mapping[str, Fault] = {
    "backslash": Fault("a backslash ends this line", "Delete it. For a new line, write a list or a new paragraph."),
    "backtick": Fault("this sign ` may or may not begin code", "Write code on one line between two of them: `code`."),
    "below-definition": Fault("this line may or may not belong to the explanation above it", EMPTY_BETWEEN),
    "below-item-heading": Fault("a text stands right below a heading in a list", EMPTY_BETWEEN),
    "below-quotation": Fault("this line may or may not belong to the quotation above it", EMPTY_BETWEEN),
    "below-reference": Fault("a text stands right below the address of a link", EMPTY_BETWEEN),
    "below-table": Fault("this line may or may not be a row of the table above it", EMPTY_BETWEEN),
    "block-in-item": Fault(
        "an item of a list begins with a sign for something else", "Write words after the sign of the item."
    ),
    "block-in-note": Fault("a footnote begins with a sign for something else", "Write words after '[^name]: '."),
    "block-in-quotation": Fault(
        "a quotation holds more than paragraphs", "Write only text after '> ', or use '::: quotation'."
    ),
    "bracket": Fault(
        "these brackets may or may not be a link", "Write [words](address) without spaces between, or delete '['."
    ),
    "bracket-after-number": Fault("')' after a number may or may not make a list", "Write '1.' in place of '1)'."),
    "code": Fault("three of these signs may or may not begin code", "Delete them. Pages have no blocks of code."),
    "definition": Fault(
        "this colon may or may not explain a term",
        "Write the term on one line, and below it ':   ' and what it means. Else begin the line with a word.",
    ),
    "emphasis": Fault(
        "these stars or underscores may or may not be emphasis",
        "Write **bold** or *italics* with a space or a sign like '.' around; for the sign itself write \\* or \\_.",
    ),
    "empty-item": Fault("this item of a list is empty", "Write its text after the sign, or delete the line."),
    "empty-line-in-list": Fault("an empty line stands in the inner list", "Delete the empty line above."),
    "heading": Fault("this may or may not be a heading", "Write one to six '#', a space, and words: '## What helps'."),
    "heading-below": Fault("a heading stands right below a table or a list", EMPTY_ABOVE),
    "indented": Fault("spaces at the start of this line may change its meaning", AT_START),
    "list-below-text": Fault("a list begins right below a line of text", EMPTY_ABOVE),
    "mixed-signs": Fault("this list mixes signs", "Begin each of its items with the same sign: '- '."),
    "nested-by-spaces": Fault(
        "it is not clear to which list this item belongs",
        "Begin it at the line's start, or with four spaces if it belongs to the item above.",
    ),
    "nested-number": Fault("a numbered list within a list does not begin with 1", "Begin it with '1.'."),
    "paragraph-in-item": Fault(
        "this text may or may not belong to the list above it",
        "Begin the line with four spaces if it does, and with none if it does not.",
    ),
    "quotation-below-text": Fault("a quotation begins right below another line", EMPTY_ABOVE),
    "reference": Fault(
        "this may or may not be the address of a link",
        "Write '[name]: address' on a line of its own, with an empty line above, or [words](address) in the text.",
    ),
    "reference-in-list": Fault("the address of a link stands within a list", "Move it to the end of the page."),
    "rule": Fault("this line of signs may or may not be a line across the page", "Write '---'."),
    "rule-below": Fault("a line across the page stands right below a table or a list", EMPTY_ABOVE),
    "some-empty-lines": Fault(
        "empty lines stand between some items of this list only", "Put one between all of them, or between none."
    ),
    "spaces-in-item": Fault(
        "the sign of this item is too long, or too far from its text", "Write '- ' or '1. ' and then the text."
    ),
    "table-below-text": Fault("a table begins right below another line", EMPTY_ABOVE),
    "table-cells": Fault(
        "this row has another number of cells than the row above it; text may be lost",
        "Write the same number of '|' in each row.",
        ERROR,
    ),
    "table-pipes": Fault(
        "this row of a table does not end with '|', or holds '\\|'", "Begin and end each row with '|'; use no '\\|'."
    ),
    "table-without-head": Fault(
        "this table has no head, or no row below it", "Write the names of the columns, then '|---|---|', then the rows."
    ),
    "table-without-pipes": Fault("this may or may not be a table", "Begin and end each row of a table with '|'."),
    "two-quotations": Fault(
        "two quotations stand with only an empty line between", "Write '>' on the empty line, or a text between them."
    ),
    "underline": Fault(
        "this line may or may not make a heading of the line above",
        "For a heading, write '## ' before its words. For a line across the page, put an empty line above.",
    ),
}
