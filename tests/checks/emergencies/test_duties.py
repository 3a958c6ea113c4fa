"""Duties: which pages must carry a set of red flags follows from what they are, and cannot be taken off a page."""

from __future__ import annotations

import pytest

from tests.content.red_flags.test_sets import PATH, SET
from tests.site_stages import check_sources, plan_site
from tests.site_tools import MakeSite, about_page, minimal_config, minimal_page, rules
from tests.site_variants import SPANISH_TOO, translated_words

FOR_SCIATICA = SET.replace("heading:", "conditions: [sciatica/index.md]\nheading:")
PLACE = "::: red-flags signs\n:::\n"
CARD = "::: emergency\n## Call 911 if:\n"
MARKS = (
    (PATH, "5dd81713bb.fc68.6309.4f53", "4cd46ef321.fc68.6309.5a90"),
    ("content/en/sciatica/index.md", "a27d667f41", "122bfb3fb7"),
    ("content/en/sciatica/get-help.md", "14ff9c5681", "52d27f8ce0"),
)
VISITS = ("index.md", "booking.md", "contact.md", "thanks.md")


def with_card(name: str) -> str:
    """A page of the minimal site that carries the set at its top, in place of a card of its own."""
    page = minimal_page(name)
    front, prose = page.split("\n---\n", 1)
    prose = prose[prose.index(":::\n", prose.index(CARD) + 4) + 4 :] if CARD in prose else prose
    return f"{front}\n---\n\n{PLACE}\n## More\n{prose}"


def carriers(*without: str) -> dict[str, str | bytes]:
    """The files of a site whose pages all carry the set, except some."""
    names = {"sciatica/index.md", "sciatica/get-help.md", *VISITS} - set(without)
    return {PATH: FOR_SCIATICA, **{f"content/en/{name}": with_card(name) for name in names}}


def reviewed_carriers() -> dict[str, str | bytes]:
    """The same files, with the set approved and the pages reviewed as they are."""
    files = carriers()
    for path, old, new in MARKS:
        files[path] = str(files[path]).replace(old, new)
    return files


def found(report_of: MakeSite, files: dict[str, str | bytes]) -> list[str]:
    """Where a set is missing."""
    report = plan_site(report_of(files=files)).report
    wrong = [problem for problem in report.problems if problem.rule == "no-red-flags"]
    assert all(problem.severity == "error" for problem in wrong)
    return [problem.place.path.removeprefix("content/en/") for problem in wrong]


def test_a_site_whose_pages_carry_the_set_is_in_order(make_site: MakeSite) -> None:
    assert found(make_site, carriers()) == []


@pytest.mark.parametrize("name", ["sciatica/index.md", "sciatica/get-help.md", *VISITS])
def test_the_condition_and_every_page_about_visits_must_carry_it(name: str, make_site: MakeSite) -> None:
    assert found(make_site, carriers(name)) == [name]


def test_a_page_about_one_aspect_may_lead_to_it_instead(make_site: MakeSite) -> None:
    without = minimal_page("sciatica/symptoms.md").replace("(get-help.md", "(../about.md")
    with_link = f"{without}\nRead [the warning signs](index.md).\n"
    silent, found_there = (
        found(make_site, {**carriers(), "content/en/sciatica/symptoms.md": text}) for text in (with_link, without)
    )

    assert silent == []
    assert found_there == ["sciatica/symptoms.md"]


def test_another_kind_does_not_take_the_duty_off_a_condition(make_site: MakeSite) -> None:
    files = {**carriers("sciatica/index.md"), "content/en/sciatica/index.md": about_page("A nerve is sore.")}

    assert "sciatica/index.md" in found(make_site, files)


def test_a_card_of_ones_own_does_not_do(make_site: MakeSite) -> None:
    files = {**carriers(), "content/en/index.md": about_page(f"{CARD}- you faint\n- you fall\n:::\n\n## More\n\nText.")}

    assert found(make_site, files) == ["index.md"]


def test_pages_that_the_set_names_must_carry_it(make_site: MakeSite) -> None:
    files = {**carriers(), PATH: FOR_SCIATICA.replace("heading:", "pages: [about.md]\nheading:")}

    assert found(make_site, files) == ["about.md"]


def test_a_misspelt_name_of_a_set_is_one_mistake(make_site: MakeSite) -> None:
    page = with_card("index.md").replace("red-flags signs", "red-flags sings")
    problems = check_sources(make_site(files={**carriers(), "content/en/index.md": page})).problems

    assert [problem["rule"] for problem in problems if problem["severity"] == "error"] == ["unknown-red-flags"]


def test_nothing_comes_before_the_set_on_the_page_of_the_condition(make_site: MakeSite) -> None:
    page = with_card("sciatica/index.md").replace(PLACE, f"## First\n\nText.\n\n{PLACE}")
    planned = plan_site(make_site(files={**carriers(), "content/en/sciatica/index.md": page}))

    assert [(each.rule, each.severity) for each in planned.report.problems if each.rule == "emergency-first"] == [
        ("emergency-first", "error")
    ]


def test_a_list_of_pages_below_a_condition_needs_no_review(make_site: MakeSite) -> None:
    folder = "content/en/sciatica/more"
    files = {
        f"{folder}/index.md": about_page("[Get help](../get-help.md)."),
        f"{folder}/one.md": minimal_page("sciatica/symptoms.md").replace("(get-help.md", "(../get-help.md"),
    }

    assert "unreviewed-kind" not in rules(plan_site(make_site(files=files)).report)


def test_a_part_that_was_moved_out_of_its_condition_keeps_the_duty(make_site: MakeSite) -> None:
    moved = minimal_page("sciatica/symptoms.md").replace("(get-help.md", "(about.md")

    assert found(make_site, {**carriers(), "content/en/signs.md": moved}) == ["signs.md"]


def test_beside_a_second_condition_pages_about_visits_carry_the_set_or_lead_to_it(make_site: MakeSite) -> None:
    neck = {"content/en/neck/index.md": minimal_page("sciatica/index.md").replace("(symptoms", "(../sciatica/symptoms")}
    booking = minimal_page("booking.md")
    with_link = f"{booking}\nRead [the warning signs](sciatica/get-help.md).\n"
    silent, found_there = (
        found(make_site, {**carriers(), **neck, "content/en/booking.md": text}) for text in (with_link, booking)
    )

    assert silent == []
    assert found_there == ["booking.md"]


def test_a_language_with_the_condition_has_the_set(make_site: MakeSite) -> None:
    page = minimal_page("sciatica/index.md").replace("[Learn the signs](symptoms.md#what-you-may-feel).", "")
    spanish = {"templates/words/es.yaml": translated_words(), "content/es/sciatica/index.md": page}

    report = plan_site(make_site(files={**carriers(), **spanish, "config.yaml": minimal_config(*SPANISH_TOO)})).report

    (missing,) = [problem for problem in report.problems if problem.rule == "red-flags-differ"]
    assert (missing.place.path, missing.severity) == (PATH, "error")
    assert missing.message == "'es' has the page 'sciatica/index.md', but not this set"
