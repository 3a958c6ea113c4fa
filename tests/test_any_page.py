"""Whatever an author writes, a build ends with problems or with a site, and never with a traceback."""

from __future__ import annotations

import tempfile
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from plainleaf.reuse.saved_build import codec_of
from plainleaf.state.state import FileState
from tests.examples import examples
from tests.site_tools import build_folder, lay_minimal

FRONT = some.lists(
    some.sampled_from(
        [
            "title: About us", "summary: Who we are.", "kind: page", "kind: topic", "kind: alert", "kind: person",
            "kind: thanks", "slug: about", "slug: [a]", "aliases: [/old/]", "aliases: [/]", "menu: 1", "menu: x",
            "draft: yes", "publish: 2026-01-01", "expires: 2020-01-01", "starts: 2026-01-01", "owner: Ada",
            "after: payment", "picture: /pictures/nerve.svg", "role: MD", "credentials: MD", "aspect: symptoms",
            "author: people/ada.md", "reviewer: about.md", "reviewed: 2026-05-14", "evidence: []",
            "evidence: [{title: A, publisher: B, published: C}]", "also_known_as: [x, X, é]", "review_every: 36",
            "title: {}", "summary: \"\\u00e9\"", ": x", "- a", "'", "{", "title: ''", "photo: /pictures/none.svg",
            "# note", "changes: [{date: 2026-01-01}]",
        ]
    ),
    max_size=3,
)  # fmt: skip
PROSE = some.lists(
    some.sampled_from(
        [
            "::: inset", "::: emergency", "::: dont", "::: figure", "::: pages", "::: person people/ada.md",
            "::: service about.md", "::: location main", "::: locations", "::: question Why?", "::: next-step Book",
            "::: video", "::: steps", "::: ask", "::: expander x", ":::", "", "", "picture: /pictures/nerve.svg",
            "alt: A nerve.", "page: booking.md", "phone: appointments", "below: index.md", "list: [about.md]",
            "source: /x.mp4", "## Call 911 if:", "- you faint", "- do not wait", "# One", "#", "Text.",
            "[a](about.md#x)", "[a](#about-us)", "![a](/pictures/nerve.svg)", "![](x)", "[](phone:appointments)",
            "[](email:x)", "[^1]", "[^1]: note", "<b>x</b>", "| a | b |", "|---|---|", "Term", ":   means",
            "> quote", "`code", "***", "a@b.example", "<https://x.example/>", "[a]: b.md", "The nerve hurts.",
            "\u2028", "\u00a0", "&nbsp;", "\\", "**", "1. x", "    y",
        ]
    ),
    max_size=8,
)  # fmt: skip


class Outline(HTMLParser):
    """Whether elements are closed in order. HTMLParser asks for the class."""

    VOID = frozenset(("meta", "link", "img", "br", "hr", "input", "wbr", "source", "track"))

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the library's
        """Note that an element begins."""
        self.open += [] if tag in self.VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        """An element may only end when those inside of it have."""
        if tag not in self.VOID:
            assert self.open.pop() == tag


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.too_slow])
@given(some.lists(some.tuples(FRONT, PROSE), min_size=1, max_size=3))
def test_any_page_gives_problems_or_a_page_that_is_well_formed(versions: list[tuple[list[str], list[str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        lay_minimal(root)
        for front, prose in versions:
            # Each key once, or hardly any page would get past the first look at it.
            fields = {line.partition(":")[0]: line for line in ("title: About us", "summary: Who.", *front)}
            text = "\n".join(["---", *fields.values(), "---", "", *prose, ""])
            (root / "content/en/about.md").write_text(text, encoding="utf-8")

            result = build_folder(root)

            assert result.code == any(problem["severity"] == "error" for problem in result.problems)
            files = list((root / "public").rglob("*.html"))
            assert files or result.code == 1
            left = FileState(root / "public").load(codec_of(root / "public"))
            assert result.code == 1 or left
            for file in files:
                outline = Outline()
                outline.feed(file.read_text(encoding="utf-8"))
                assert outline.open == []
