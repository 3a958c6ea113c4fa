"""Lines of a country for people in danger: known by where the clinic is, unless the site has its own."""

from __future__ import annotations

from datetime import date

import pytest

from plainleaf.content.config.emergency import HELP_LINES, find_help_lines
from plainleaf.content.load import load
from plainleaf.problems import Report
from tests.site_stages import plan_site
from tests.site_tools import MakeSite, about_page, minimal_config, rules

OF_THE_US = {"crisis": "988", "poison": "1-800-222-1222", "violence": "1-800-799-7233"}


@pytest.mark.parametrize(
    ("more", "country", "found"),
    [
        ("", "US", OF_THE_US),
        ("", "CA", {"crisis": "988", "poison": "1-844-764-7669"}),
        ("", "FR", {}),
        (
            'emergency: {lines: {poison: {label: Poison, number: "313-555-0199"}}}\n',
            "US",
            {**OF_THE_US, "poison": "313-555-0199"},
        ),
    ],
)
def test_lines_are_those_of_the_country_or_the_site(
    more: str, country: str, found: dict[str, str], make_site: MakeSite
) -> None:
    config = minimal_config(("    region: MI", f"    region: MI\n    country: {country}"), more=more)

    inputs = load(make_site(files={"config.yaml": config}), Report())

    assert inputs is not None
    assert find_help_lines(inputs.settings) == found


def test_every_line_has_a_source_and_a_day() -> None:
    lines = [line for of_name in HELP_LINES.values() for line in of_name.values()]

    assert all(line.number and line.source and date.fromisoformat(line.accessed) for line in lines)


def test_a_line_of_the_country_may_be_typed_on_a_page(make_site: MakeSite) -> None:
    text = "You took too many pills? Call 1-800-222-1222. Afraid of your partner? Call 1-800-799-7233."

    found = rules(plan_site(make_site(files={"content/en/about.md": about_page(text)})).report)
    assert not {"typed-phone", "poison-line-missing", "violence-line-missing"} & {*found}
