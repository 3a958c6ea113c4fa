"""The blocks of an original, and what has changed between two of its states."""

from __future__ import annotations

from pathlib import Path

from plainleaf.content.load import load
from plainleaf.content.read import read, read_body
from plainleaf.content.translations.blocks import Block, find_blocks, find_drift, has_drifted, make_marks
from plainleaf.problems import Report
from tests.site_tools import MakeSite, about_page, write_files

PROSE = """Read this.

## A heading

- one
- two

::: emergency
## Call 911 if:
- your legs get weak
- you cannot pee
:::

Take 10 mg.
"""


def blocks_in(root: Path, prose: str) -> tuple[Block, ...]:
    """The blocks of the page about the clinic with some prose."""
    write_files(root, {"content/en/about.md": about_page(prose)})
    report = Report()
    inputs = load(root, report)
    pages = read(inputs, report)
    page = next(each for each in pages.pages if each.page == "about.md")
    body = read_body(page, pages, inputs, report)
    assert body is not None
    return find_blocks(page, body.prose, body.source, "911")


def changes(root: Path, old: str, new: str) -> tuple[list[str], int, bool]:
    """The words of the blocks that change with the prose, how many are gone, and whether one was about safety."""
    before, after = make_marks(blocks_in(root, old)), blocks_in(root, new)
    drift = find_drift(before, make_marks(after))
    return [after[number].words for number in drift.changed], drift.gone, drift.lost_safety


def test_blocks_have_their_places_kinds_and_words(make_site: MakeSite) -> None:
    blocks = blocks_in(make_site(), PROSE)

    first = blocks[2].place.line
    assert [(each.place.line - first, each.kind, each.words) for each in blocks[2:]] == [
        (0, "paragraph", "Read this."),
        (2, "heading", "A heading"),
        (4, "list item", "one"),
        (5, "list item", "two"),
        (7, "component", "::: emergency"),
        (8, "heading", "Call 911 if:"),
        (9, "list item", "your legs get weak"),
        (10, "list item", "you cannot pee"),
        (13, "paragraph", "Take 10 mg."),
    ]
    assert [each.kind for each in blocks[:2]] == ["'title'", "'summary'"]


def test_cards_doses_and_the_emergency_number_are_about_safety(make_site: MakeSite) -> None:
    blocks = blocks_in(make_site(), f"{PROSE}\nOr call 911.\n")

    assert [each.words for each in blocks if not each.is_safety][2:] == ["Read this.", "A heading", "one", "two"]
    assert len([each for each in blocks if each.is_safety]) == 6


def test_the_blocks_that_changed_are_known(make_site: MakeSite) -> None:
    root = make_site()

    assert changes(root, PROSE, PROSE.replace("two", "three")) == (["three"], 0, False)
    assert changes(root, PROSE, PROSE.replace("- two\n", "- two\n- three\n")) == (["three"], 0, False)
    assert changes(root, PROSE, PROSE.replace("- two\n", "")) == ([], 1, False)
    assert changes(root, PROSE, PROSE.replace("- you cannot pee\n", "")) == ([], 1, True)
    assert changes(root, PROSE, PROSE.replace("10 mg", "100 mg")) == (["Take 100 mg."], 0, True)


def test_line_breaks_are_no_change_and_another_order_is_one(make_site: MakeSite) -> None:
    root = make_site()
    marks = make_marks(blocks_in(root, PROSE))

    assert make_marks(blocks_in(root, PROSE.replace("Read this", "Read\nthis"))) == marks
    moved = make_marks(blocks_in(root, PROSE.replace("- one\n- two", "- two\n- one")))
    assert has_drifted(marks, moved)
    assert find_drift(marks, moved).changed == ()


def test_what_is_not_known_has_not_drifted() -> None:
    assert not has_drifted("", "ab.cd") and not has_drifted("ab.cd", "")
