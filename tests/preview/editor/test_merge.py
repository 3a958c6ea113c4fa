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
        (("title: Driving", "title: 'Riding: a guide'"), {'title: "Riding: a guide"'}),
        (("title: Driving", 'title: "911"'), {'title: "911"'}),
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
        f"---\na: {'[' * 50}{']' * 50}\n---\n",
    ],
    ids=["no-front-matter", "broken", "list", "reference", "deep"],
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


@pytest.mark.parametrize("page", PAGES[::8], ids=lambda page: page.relative_to(CHECKOUT / "content").as_posix())
def test_a_changed_summary_changes_one_line_of_a_real_page(page: Path) -> None:
    text = page.read_text("utf-8")
    front, prose = re.fullmatch(r"---\n(.*?)^---\n(.*)", text, re.DOTALL | re.MULTILINE).groups()  # type: ignore[union-attr]
    fields = yaml.load(front, yaml.BaseLoader)
    sorted_fields = dict(sorted({**fields, "summary": "New: words", "menu": ""}.items()))

    merged = merge_page(text, f"---\n{yaml.dump(sorted_fields, width=60)}---\n{prose.strip()}")

    changed = [pair for pair in zip(text.splitlines(), merged.splitlines(), strict=True) if pair[0] != pair[1]]
    assert [new for _, new in changed] == ['summary: "New: words"']
