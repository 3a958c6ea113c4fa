"""Adversarial texts: each shape repeats something that is quick to write and may be slow to read.

`TEXTS` are bodies of pages, `FRONTS` are front matter. Each gives a text of about so many bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count, takewhile

Shape = Callable[[int], str]


def repeat(unit: str) -> Shape:
    """The same over and over."""
    return lambda size: unit * (size // len(unit.encode()) + 1)


def numbered(unit: str) -> Shape:
    """The same with another number each time, at `{}`."""
    return lambda size: "".join(unit.format(number) for number in range(size // len(unit) + 1))


def growing(unit: str, between: str) -> Shape:
    """One of it, then two, then three …, with something in between."""

    def make(size: int) -> str:
        lengths = takewhile(lambda length: length * (length + 1) * len(unit) < 2 * size, count(1))
        return between.join(unit * length for length in lengths)

    return make


def nested(start: str, unit: str, end: str) -> Shape:
    """Each line one `unit` further in than the line above."""

    def make(size: int) -> str:
        depths = takewhile(lambda depth: depth * (depth + 1) * len(unit) < 2 * size, count())
        return "".join(f"{start}{unit * depth}{end}\n" for depth in depths)

    return make


def between(opening: str, closing: str) -> Shape:
    """As many openings as closings, with a word in the middle."""
    return lambda size: (
        opening * (size // len(opening + closing) + 1) + "word" + closing * (size // len(opening + closing) + 1)
    )


def notes(size: int) -> str:
    """Footnotes: each used once, and written."""
    number = size // 22 + 1
    used = "".join(f"A[^{each}]\n" for each in range(number))
    return used + "\n" + "".join(f"[^{each}]: Note.\n\n" for each in range(number))


def note_used_often(size: int) -> str:
    """One footnote that is used over and over."""
    return "A.[^a]\n" * (size // 7 + 1) + "\n[^a]: Note.\n"


def wide_table(size: int) -> str:
    """A table with as many columns as rows."""
    width = max(1, int((size / 2) ** 0.5))
    return f"{'|a' * width}|\n{'|-' * width}|\n" + f"{'|b' * width}|\n" * width


def long_table(size: int) -> str:
    """A table of many rows."""
    return "| a | b |\n|---|---|\n" + "| c | d |\n" * (size // 10 + 1)


def one_row_of_many_cells(size: int) -> str:
    """A table that ends after one row."""
    width = size // 6 + 1
    return f"{'|a' * width}|\n{'|-' * width}|\n{'|b' * width}|\n"


TEXTS: Mapping[str, Shape] = {
    # Brackets, links and pictures.
    "[": repeat("["),
    "]": repeat("]"),
    "![": repeat("!["),
    "](": repeat("]("),
    "[a](": repeat("[a]("),
    "[](": repeat("[]("),
    "[a](b": repeat("[a](b "),
    "[a](b)": repeat("[a](b) "),
    "nested links": between("[", "](a)"),
    "nested brackets": between("[", "]"),
    "[a](((": lambda size: "[a]" + "(" * size,
    '[a](b "': repeat('[a](b "c '),
    "[a][": repeat("[a]["),
    "[a]": repeat("[a] "),
    "[a]: b": repeat("[a]: b\n"),
    "many [a1]: b": numbered("[a{}]: b\n"),
    "broken links": numbered("[a](page-{}.md) "),
    "links to many pages": repeat("[a](index.md) "),
    "links to anchors": numbered("[a](#a-{}) "),
    "pictures": numbered("![a](/pictures/{}.png) "),
    # HTML, addresses and code.
    "<": repeat("<"),
    "<a ": repeat("<a "),
    "</": repeat("</"),
    "<!--": repeat("<!--"),
    "<b>": repeat("<b>"),
    "<a href='": repeat("<a href='"),
    "<https://": repeat("<https://a"),
    "https://": repeat("https://a "),
    "<a@": repeat("<a@"),
    "a@": repeat("a@"),
    "a.": repeat("a."),
    "a@b.": lambda size: "a@" + "b." * (size // 2),
    "`": repeat("`"),
    "`a": repeat("`a "),
    "`a`": repeat("`a` "),
    "growing `": growing("`", "a"),
    "```": repeat("```\n"),
    "~~~": repeat("~~~\na\n"),
    # Emphasis and escapes.
    "*": repeat("*"),
    "*a": repeat("*a "),
    "a*": repeat("a*"),
    "**a": repeat("**a "),
    "*a_": repeat("*a_ "),
    "_a": repeat("_a "),
    "***a**": repeat("***a** "),
    "nested *": between("*a ", " b*"),
    "nested **": between("**a ", " b**"),
    "growing *": growing("*", "a"),
    "*a*": repeat("*a* "),
    "\\": repeat("\\"),
    "\\*": repeat("\\*"),
    "&": repeat("&"),
    "&#1": repeat("&#1"),
    "&amp;": repeat("&amp;"),
    # Blocks.
    "#": repeat("#"),
    "# a": repeat("# a\n\n"),
    "## a1": numbered("## a{}\n\n"),
    "#\n": repeat("#\n"),
    ">": repeat(">"),
    "> ": repeat("> "),
    "> a": repeat("> a\n\n"),
    "nested > a": nested("", "> ", "a"),
    "1. ": repeat("1. "),
    "- ": repeat("- "),
    "- a": repeat("- a\n"),
    "- a, apart": repeat("- a\n\n"),
    "nested - a": nested("", "    ", "- a"),
    "nested - a, by 2": nested("", "  ", "- a"),
    "a\\n:   b": repeat("a\n:   b\n\n"),
    ": a": repeat(":   a\n"),
    "---": repeat("---\n"),
    "===": repeat("a\n===\n"),
    "|": repeat("|"),
    "|a": repeat("|a\n"),
    "a|b": repeat("a|b\n"),
    "a|-": repeat("a|b\n-|-\n"),
    "|-": repeat("|-"),
    "wide table": wide_table,
    "long table": long_table,
    "many cells": one_row_of_many_cells,
    "notes": notes,
    "one note": note_used_often,
    "[^": repeat("[^"),
    "[^a]: b": repeat("[^a]: b\n"),
    "[^a1]: b": numbered("[^{}]: b\n"),
    "[^a1]: ": numbered("[^{}]:\n"),
    "::: inset": repeat("::: inset\n"),
    "nested :::": lambda size: "::: inset\n" * (size // 14) + "Text.\n" + ":::\n" * (size // 14),
    "many :::": repeat("::: inset\nText.\n:::\n\n"),
    "many cards": repeat("::: emergency\n## Call 911 if:\n- you faint\n:::\n\n"),
    "::: unknown": numbered("::: inse{}\nText.\n:::\n\n"),
    ":::": repeat(":::\n"),
    "{: ": repeat("{: "),
    "((": repeat("("),
    # Words.
    "words": repeat("The nerve hurts a little. "),
    "one sentence": repeat("word "),
    "one word": repeat("a"),
    "one term": repeat("sciatica "),
    "misspelt": repeat("sciatcia "),
    "many words": numbered("sciatiq{} "),
    "the the": repeat("the "),
    "acronyms": repeat("ABC "),
    "many acronyms": lambda size: "".join(
        f"{chr(65 + n // 17576 % 26)}{chr(65 + n // 676 % 26)}{chr(65 + n // 26 % 26)}{chr(65 + n % 26)} "
        for n in range(size // 5 + 1)
    ),
    "A B": repeat("A B "),
    "call 911": repeat("Call 313-555-0110. "),
    "digits": repeat("1"),
    "+1 ": repeat("+1 "),
    "313 ": repeat("313 "),
    "1-8": repeat("1-8"),
    ".": repeat("."),
    "a. ": repeat("a. "),
    "1,": repeat("1,"),
    "dr. ": repeat("Dr. "),
    '"': repeat('"'),
    "'": repeat("'"),
    "a'": repeat("a'"),
    "--": repeat("-"),
    "*'*": repeat("**'** "),
    "the best": repeat("the best "),
    "bed rest": repeat("rest in bed "),
    # White space and other scripts.
    "spaces": repeat(" "),
    "tabs": repeat("\t"),
    "empty lines": repeat("\n"),
    "spaces at ends": repeat("a  \n"),
    "lines of spaces": repeat("   \n"),
    "growing indent": nested("", " ", "a"),
    "no-break spaces": repeat("\N{NO-BREAK SPACE}"),
    "accents": repeat("e\N{COMBINING ACUTE ACCENT}"),
    "Greek": repeat("\N{GREEK SMALL LETTER ALPHA}"),
    "İ": repeat("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"),
}

FRONTS: Mapping[str, Shape] = {
    "unknown keys": numbered("key{}: a\n"),
    "near keys": numbered("titl{}: a\n"),
    "a key twice": repeat("a: b\n"),
    "aliases": lambda size: "aliases:\n" + numbered("- /a{}/\n")(size),
    "other names": lambda size: "also_known_as:\n" + numbered("- name {}\n")(size),
    "a long value": lambda size: f"owner: {'word ' * (size // 5)}\n",
    "a long key": lambda size: f"{'word' * (size // 4)}: a\n",
    "[": lambda size: f"aliases: {'[' * size}\n",
    "{": lambda size: f"aliases: {'{' * size}\n",
    "- ": lambda size: f"aliases:\n  {'- ' * (size // 2)}\n",
    "? ": lambda size: f"{'? ' * (size // 2)}\n",
    "quotes": lambda size: f"owner: {chr(39) * size}\n",
    "double quotes": lambda size: f'owner: "{chr(92) * 2 * (size // 2)}"\n',
    "a: b: c": lambda size: f"{'a: ' * (size // 3)}\n",
    "anchors": numbered("a{}: &a b\n"),
    "comments": repeat("# a\n"),
    "folded": lambda size: "owner: >\n" + "  a\n\n" * (size // 5),
    "spaces": lambda size: f"owner: a{' ' * size}b\n",
    "wrong values": lambda size: "aliases:\n" + numbered("- a{}\n")(size),
}
