"""Components written with two colons are one mistake each, and nothing else that has colons is one."""

from __future__ import annotations

import pytest

from tests.site_tools import CheckSite, MakeSite, about_page

CARD = "## Call 911 if:\n\n- you cannot feel your foot\n"


@pytest.mark.parametrize(
    ("prose", "line", "fix"),
    [
        (f":: emergency\n{CARD}::", 6, "Write '::: emergency', and ':::' where it ends."),
        (f"We help.\n\n::emergency\n\n{CARD}\n::", 8, "Write '::: emergency', and ':::' where it ends."),
        (":: expander When to call\nText.\n::", 6, "Write '::: expander When to call', and ':::' where it ends."),
        ("We help.\n\n::\n", 8, "Write ':::'."),
    ],
)
def test_two_colons_are_one_error(prose: str, line: int, fix: str, make_site: MakeSite, check_site: CheckSite) -> None:
    result = check_site(make_site(files={"content/en/about.md": about_page(prose)}))

    found = [(each["line"], each["rule"], each["severity"], each["fix"]) for each in result.problems]
    assert found == [(line, "markdown-dialect", "error", fix)]


@pytest.mark.parametrize("prose", ["Foot::ankle.", "Nerve\n:   A cable.", ":: hello there", "`:: emergency`", "A :: b"])
def test_other_colons_are_no_component(prose: str, make_site: MakeSite, check_site: CheckSite) -> None:
    result = check_site(make_site(files={"content/en/about.md": about_page(prose)}))

    assert [each for each in result.problems if "three colons" in each["message"]] == []
