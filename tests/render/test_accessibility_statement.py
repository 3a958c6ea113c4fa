"""The accessibility statement says what its page declares, and nothing else."""

from __future__ import annotations

from pathlib import Path

from tests.site_tools import MakeSite, build_folder

PAGE = "content/en/notices/accessibility.md"
NOTICE = """---
kind: notice
notice: accessibility
title: Accessibility
summary: How we make this site work for everyone.
{fields}---

Tell us what does not work.
"""
FIELDS = """target: WCAG 2.2, level AA
tests:
  - tool: axe-core
    version: "4.12"
    tested: 2026-05-02
    what: every page on a phone.
limits:
  - There are no videos in sign language.
answer_within: two working days
"""


def statement(make_site: MakeSite, fields: str) -> str:
    """The published statement of a small site whose page has these fields."""
    root = make_site(files={PAGE: NOTICE.format(fields=fields)})
    run = build_folder(root, out=root / "public")
    assert run.code == 0, run.problems
    return (Path(root) / "public" / "notices" / "accessibility" / "index.html").read_text("utf-8")


def test_a_statement_names_the_target_each_test_the_limits_and_the_time_of_an_answer(make_site: MakeSite) -> None:
    page = statement(make_site, FIELDS)

    assert "We aim for WCAG 2.2, level AA." in page
    assert '<strong>axe-core 4.12</strong>, <time datetime="2026-05-02">May 2, 2026</time>: every page' in page
    assert "There are no videos in sign language." in page
    assert "We answer within two working days." in page


def test_a_statement_claims_no_test_that_is_not_declared(make_site: MakeSite) -> None:
    page = statement(make_site, "")

    assert [
        words for words in ("We aim for", "How we test", "What does not work yet", "We answer") if words in page
    ] == []
