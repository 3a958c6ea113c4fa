"""A decision aid on the finished page: what is drawn is what is said, and nothing can be sent."""

from __future__ import annotations

import re

import pytest

from tests.content.decision_aids.aids import AID, PAGE, changed, page_with
from tests.site_stages import plan_site
from tests.site_tools import BuildSite, MakeSite

DRAWING = re.compile(r"<svg class=\"people\".*?</svg>\s*<span class=\"aid-count\">(\d+) of 100", re.DOTALL)


def html_with(aid: str, make_site: MakeSite, build_site: BuildSite) -> str:
    """The finished page with an aid."""
    run = build_site(make_site(files={PAGE: page_with(aid)}))
    assert run.code == 0, run.problems
    return (run.out / "sciatica" / "symptoms" / "index.html").read_text("utf-8")


def people_in(drawing: str, kind: str) -> int:
    """How many people of a kind, 'yes' or 'no', are drawn: in whole rows, and in the row where the kinds meet."""
    ((top, left),) = re.findall(rf'-{kind}\)" d="M\d+ \d+(?:h100v|V)(\d+)H(\d+)', drawing)
    filled = int(top) // 12 * 10 + int(left) // 10
    return filled if kind == "yes" else 100 - filled


@pytest.mark.parametrize(("one", "other"), [(0, 100), (1, 99), (10, 90), (37, 64)])
def test_a_drawing_has_100_people_and_as_many_of_them_filled_as_its_text_says(
    one: int, other: int, make_site: MakeSite, build_site: BuildSite
) -> None:
    aid = changed(("Have surgery: 95", f"Have surgery: {one}"), ("Wait first: 94", f"Wait first: {other}"))

    html = html_with(aid, make_site, build_site)

    drawings = [(found[0], int(found[1])) for found in DRAWING.finditer(html)]
    assert [count for _, count in drawings] == [one, other, 2]
    for drawing, count in drawings:
        assert people_in(drawing, "yes") == count
        assert people_in(drawing, "no") == 100 - count
        assert f'aria-label="Drawing of 100 people, {count} of them filled."' in drawing


def test_what_is_not_known_is_said_and_not_drawn(make_site: MakeSite, build_site: BuildSite) -> None:
    html = html_with(AID, make_site, build_site)

    assert html.count("<svg class=\"people\"") == 3  # fmt: skip
    assert html.count("Not known") == 1


def test_an_aid_has_no_form_no_style_and_no_script_of_its_own(make_site: MakeSite, build_site: BuildSite) -> None:
    html = html_with(AID, make_site, build_site)

    aid = html[html.index('<div class="aid">') : html.index("Who paid for this")]
    assert not re.search(r"<form|<button|<script|\sstyle=|\son\w+=|type=\"submit\"", aid)
    assert aid.count('autocomplete="off"') == aid.count("<input") == 8


def test_each_source_leads_to_its_address(make_site: MakeSite, build_site: BuildSite) -> None:
    address = "https://doi.org/10.1000/example"
    page = page_with(AID, ("https://www.nice.org.uk/guidance/ng59", address))

    run = build_site(make_site(files={PAGE: page}))

    html = (run.out / "sciatica" / "symptoms" / "index.html").read_text("utf-8")
    assert html.count(f'Source: <a href="{address}">NICE</a>, 2020.') == 2


def test_ids_on_a_page_with_two_aids_are_unique(make_site: MakeSite, build_site: BuildSite) -> None:
    two = AID + "\n" + AID.replace("## Surgery, or wait?", "## And once more?")

    html = html_with(two, make_site, build_site)

    ids = re.findall(r"\sid=\"([^\"]*)\"", html)
    assert len(ids) == len(set(ids))
    names = set(re.findall(r"<input type=\"radio\" name=\"([^\"]*)\"", html))
    assert len(names) == 4


def test_texts_are_typeset_and_figures_are_in_the_order_of_the_options(make_site: MakeSite) -> None:
    aid = changed(
        ("      Have surgery: 95\n      Wait first: 94\n", "      Wait first: 94\n      Have surgery: 95\n"),
        ("what: You stay active.", "what: You don't rest."),
        ("matters: [I want relief soon.]", 'matters: ["I don\'t want surgery."]'),
    )

    planned = plan_site(make_site(files={PAGE: page_with(aid)}))

    options = planned.job("sciatica/symptoms/index.html").prose.uses[0].options
    assert options["outcomes"][0].counts == (95, 94)
    assert options["outcomes"][1].counts == (2, None)
    assert options["options"][1].what == "You don’t rest."
    assert options["matters"] == ("I don’t want surgery.",)


def test_words_of_an_aid_are_read_and_placed_like_all_others(make_site: MakeSite, build_site: BuildSite) -> None:
    aid = changed(("You may feel better sooner.", "The piriformus muscle may hurt less."))

    found = build_site(make_site(files={PAGE: page_with(aid)})).problems

    (problem,) = (each for each in found if each["rule"] == "misspelt-term")
    line = page_with(aid).split("\n")[problem["line"] - 1]
    assert line[problem["column"] - 1 :].startswith("piriformus")
