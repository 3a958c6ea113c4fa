"""Text that follows the options of a component without an empty line."""

from __future__ import annotations

import pytest

from tests.site_tools import CheckSite, MakeSite, about_page

CARD = "::: care-card\nurgency: urgent\n{}\n:::"


@pytest.mark.parametrize(
    ("prose", "line"),
    [
        (CARD.format("## Call us\n- Fever\n- Chills"), 8),
        (CARD.format("## Call us\n\n- Fever\n- Chills"), 8),
        (CARD.format("- Fever\n- Chills"), 8),
        (CARD.format("Call us about:\n- Fever"), 8),
        ("::: expander\nsummary: More\nIt hurts: a lot.\n:::", 8),
        ("::: expander\nsummary: More\n## Walk\n\nSlowly.\n:::", 8),
    ],
)
def test_text_right_below_options_is_named_at_its_line(
    prose: str, line: int, make_site: MakeSite, check_site: CheckSite
) -> None:
    problems = check_site(make_site(files={"content/en/about.md": about_page(prose)})).problems

    found = [each for each in problems if each["rule"] == "yaml-syntax"]
    assert [(each["line"], each["fix"].partition(".")[0]) for each in found] == [(line, "Put an empty line above it")]


@pytest.mark.parametrize(
    "options", ["summary: More\n# A note", "summary: |\n  More\n  ## Walk", "summary: >\n  More: here"]
)
def test_options_that_can_be_read_are_left_alone(options: str, make_site: MakeSite, check_site: CheckSite) -> None:
    page = about_page(f"::: expander\n{options}\n\nSlowly.\n:::")

    assert "yaml-syntax" not in check_site(make_site(files={"content/en/about.md": page})).rules
