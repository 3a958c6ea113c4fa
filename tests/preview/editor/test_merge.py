"""Merging what an editor has written into the text of a page: nothing is lost that was not changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from plainleaf.preview.editor.merge import UnreadableError, merge_page
from tests.site_tools import CHECKOUT

PAGES = sorted((CHECKOUT / "content").rglob("*.md"))
OLD = """---
# Ask Ada before you change this page.
title: "Driving" # short
summary: 'How to sit'
price: 180.00
order: 03

# From the guideline
evidence:
  - title: "One"
    published: "2019"   # not 2018
  - {title: Two, published: '2020'}
# The end
---

First  line.

::: tip
Word[^1] \\
:::

[^1]: A note.
"""
# The same as Decap CMS writes it.
SAME = """---
evidence:
  - published: "2019"
    title: One
  - published: "2020"
    title: Two
order: 3
price: 180
title: Driving
summary: How to
  sit
---

First  line.

::: tip
Word[^1] \\
:::

[^1]: A note."""


def test_a_page_that_was_only_opened_stays_byte_for_byte() -> None:
    assert merge_page(OLD, SAME) == OLD


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (("title: Driving", "title: 'Riding: a guide'"), {'title: "Riding: a guide" # short'}),
        (("title: Driving", 'title: "911"'), {'title: "911" # short'}),
        (("price: 180", "price: 190"), {"price: 190"}),
        (("How to\n  sit", "How to\n  sit well"), {"summary: How to sit well"}),
        (("First  line.", "Last line."), {"Last line."}),
        (("order: 3\n", "order: 3\ndraft: true\npicture: ''\naliases: []\n"), {"draft: true"}),
        (("order: 3\n", 'order: ""\n'), set()),
        (("order: 3\n", ""), set()),
    ],
    ids=["text", "number-as-text", "number", "long-text", "prose", "more", "emptied", "left-out"],
)
def test_only_what_was_changed_is_written(change: tuple[str, str], lines: set[str]) -> None:
    assert change[0] in SAME

    merged = merge_page(OLD, SAME.replace(*change))

    before, after = OLD.splitlines(), merged.splitlines()
    assert {line for line in after if line not in before} == lines
    assert len([line for line in before if line not in after]) <= 1
    assert "# Ask Ada before you change this page." in after
    assert "# From the guideline" in after


def test_in_a_list_empty_fields_are_left_out() -> None:
    merged = merge_page(OLD, SAME.replace("title: Two\n", "title: 2\n    accessed: ''\n    address: null\n"))

    front = yaml.load(merged.split("---\n")[1], yaml.BaseLoader)
    assert front["evidence"] == [{"published": "2019", "title": "One"}, {"published": "2020", "title": "2"}]
    assert "# The end\n---\n" in merged


def test_a_text_of_several_lines_stays_one() -> None:
    merged = merge_page(OLD, SAME.replace("summary: How to\n  sit", "summary: |-\n  How to\n  sit: well"))

    assert yaml.load(merged.split("---\n")[1], yaml.BaseLoader)["summary"].strip() == "How to\nsit: well"


def test_a_new_page_has_only_the_fields_with_a_value() -> None:
    new = "---\nkind: alert\ntitle: Snow\nowner: ''\nstarts: 2026-12-01\n---\nWe are closed."

    assert merge_page("", new) == "---\nkind: alert\ntitle: Snow\nstarts: 2026-12-01\n---\n\nWe are closed.\n"


@pytest.mark.parametrize(
    "new",
    [
        "no front matter",
        "---\ntitle: [\n---\n",
        "---\n- a\n---\n",
        "---\na: &a [1]\nb: *a\n---\n",
        "---\n? [a]\n: b\ntitle: x\n---\n",
        "---\na:\n  ? {b: c}\n  : d\n---\n",
        f"---\na: {'[' * 50}{']' * 50}\n---\n",
    ],
    ids=["no-front-matter", "broken", "list", "reference", "list-as-name", "group-as-name", "deep"],
)
def test_what_is_no_page_is_refused(new: str) -> None:
    with pytest.raises(UnreadableError):
        merge_page(OLD, new)


@pytest.mark.parametrize(
    "old", ["text", "---\ntitle: [\n---\n", "---\n{title: A}\n---\n"], ids=["none", "broken", "flow"]
)
def test_a_page_that_cannot_be_read_is_not_written_over(old: str) -> None:
    with pytest.raises(UnreadableError):
        merge_page(old, SAME)


def merge_front(old: str, new: str) -> str:
    """The front matter that is written."""
    return merge_page(f"---\n{old}---\n", f"---\n{new}---\n").removeprefix("---\n").removesuffix("---\n")


# Decap reads numbers, and writes them without their zeros.
CONTACT = """title: A
checkout:
  street: 1 Main  # checked by Ada
  code: 02134
  phone: +15550100
  price: 1.10
evidence:
  - title: X
    publisher: 007   # the number on the form
signs: [1.0, 2]
"""
READ = """title: A
checkout:
  street: 1 Main
  code: 2134
  phone: 15550100
  price: 1.1
evidence:
  - title: X
    publisher: 7
signs:
  - 1
  - 2
"""


@pytest.mark.parametrize(
    ("change", "becomes"),
    [
        (("title: A", "title: B"), ("title: A", "title: B")),
        (("1 Main", "2 Main"), ("1 Main ", "2 Main ")),
        (("title: X", "title: Y"), ("title: X", "title: Y")),
        (("publisher: 7", "publisher: 8"), ("publisher: 007", "publisher: 8")),
        (("signs:\n  - 1\n", "signs:\n  - 1\n  - 3\n"), ("signs: [1.0, 2]", "signs:\n- 1.0\n- 3\n- 2")),
        (("  price: 1.1\n", ""), ("  price: 1.10\n", "")),
    ],
    ids=["beside", "group", "list", "number", "one-line-list", "removed"],
)
def test_texts_that_look_like_numbers_stay_in_lists_and_groups(
    change: tuple[str, str], becomes: tuple[str, str]
) -> None:
    assert change[0] in READ
    assert becomes[0] in CONTACT

    assert merge_front(CONTACT, READ.replace(*change)) == CONTACT.replace(*becomes)


LIST = """title: A
evidence:
  # Ada: newest first
  - title: 'X'   # never remove
    year: "2020"
  # Ada: this one is old
  - {title: 'Y', year: 2021}

  - title: Z
    note: |
      # no comment
      text
# The end
owner: Ada
"""
ENTRIES = [
    "  - title: X\n    year: '2020'\n",
    "  - title: Y\n    year: 2021\n",
    "  - title: Z\n    note: |\n      # no comment\n      text\n",
]


@pytest.mark.parametrize(
    ("entries", "becomes"),
    [
        ([0, 1, 2], ("", "")),
        ([0, "  - title: Y2\n    year: 2021\n", 2], ("  - {title: 'Y', year: 2021}", "  - title: Y2\n    year: 2021")),
        (["  - title: X2\n    year: '2020'\n", 1, 2], ("title: 'X'   # never", "title: X2   # never")),
        (["  - year: '2020'\n", 1, 2], ("  - title: 'X'   # never remove\n    year", "  - year")),
        ([0, 2], ("  - {title: 'Y', year: 2021}\n", "")),
        ([1, 2], ("  - title: 'X'   # never remove\n    year: \"2020\"\n", "")),
        ([0, 1, 2, "  - title: New\n"], ("      text\n", "      text\n  - title: New\n")),
        ([0, 1, "  - title: Z\n    note: Short\n"], ("note: |\n      # no comment\n      text", "note: Short")),
        ([], (LIST[LIST.index("evidence") : LIST.index("# The end")], "")),
    ],
    ids=["none", "flow", "first-field", "first-field-gone", "middle-gone", "first-gone", "new", "block", "all-gone"],
)
def test_one_entry_is_changed_and_the_others_stay(entries: list[int | str], becomes: tuple[str, str]) -> None:
    assert becomes[0] in LIST
    written = "".join(each if isinstance(each, str) else ENTRIES[each] for each in entries) or "  []\n"

    merged = merge_front(LIST, f"title: A\nevidence:\n{written}owner: Ada\n")

    assert merged == LIST.replace(*becomes)


def test_front_matter_that_is_indented_stays_so() -> None:
    old = "  # Ask Ada\n  title: a\n  summary: b\n"

    assert merge_front(old, "title: a\nsummary: c\nowner: d\n") == (
        "  # Ask Ada\n  title: a\n  summary: c\n  owner: d\n"
    )


def test_a_text_that_was_emptied_leaves_one_line_end() -> None:
    assert merge_page("---\ntitle: a\n---\n\ntext\n", "---\ntitle: a\n---\n") == "---\ntitle: a\n---\n"


def test_an_empty_front_matter_can_be_filled() -> None:
    assert merge_front("", "title: a\n") == "title: a\n"


@pytest.mark.parametrize("page", PAGES[::8], ids=lambda page: page.relative_to(CHECKOUT / "content").as_posix())
def test_a_changed_summary_changes_one_line_of_a_real_page(page: Path) -> None:
    text = page.read_text("utf-8")
    front, prose = re.fullmatch(r"---\n(.*?)^---\n(.*)", text, re.DOTALL | re.MULTILINE).groups()  # type: ignore[union-attr]
    fields = yaml.load(front, yaml.BaseLoader)
    sorted_fields = dict(sorted({"menu": "", **fields, "summary": "New: words"}.items()))

    merged = merge_page(text, f"---\n{yaml.dump(sorted_fields, width=60)}---\n{prose.strip()}")

    changed = [pair for pair in zip(text.splitlines(), merged.splitlines(), strict=True) if pair[0] != pair[1]]
    assert [new for _, new in changed] == ['summary: "New: words"']
