"""Ways to lose a set of red flags with all that places it, on a site that says what it is. Each ends in an error."""

from __future__ import annotations

import pytest

from tests.checks.emergencies.test_duties import CARD, FOR_SCIATICA, PLACE, carriers
from tests.content.red_flags.test_sets import PATH
from tests.site_stages import check_sources, plan_site
from tests.site_tools import MakeSite, about_page, minimal_config, minimal_page
from tests.site_variants import SPANISH_TOO, translated_words

HUB, HELP = "content/en/sciatica/index.md", "content/en/sciatica/get-help.md"
OWN_CARD = f"{CARD}- you are ill\n:::\n"
Files = dict[str, str | bytes]


def decided(answer: str = "yes") -> Files:
    """A site that says whether it is a demonstration, and whose pages carry the set."""
    config = minimal_config(("  legal_name", f"  demonstration: {answer}\n  legal_name"))
    return {"config.yaml": config, **carriers()}


def without_set(place: str = "") -> Files:
    """The same without the file of the set, and with something else wherever it was placed."""
    files = decided()
    return {name: str(text).replace(PLACE, place) for name, text in files.items() if name != PATH}


def errors(make_site: MakeSite, files: Files) -> list[str]:
    """Where the site has errors about emergencies, and by which rule."""
    problems = plan_site(make_site(files=files)).report.problems
    found = [each for each in problems if each.severity == "error" and each.rule != "starter-text"]
    return [f"{each.place.path}:{each.place.line} {each.rule}" for each in found]


def test_a_site_that_says_what_it_is_may_have_its_set(make_site: MakeSite) -> None:
    assert errors(make_site, decided()) == []


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("", [f"{HELP}:4 no-emergency-card", f"{HUB}:3 no-red-flags"]),
        # A card that somebody typed has no approval.
        (OWN_CARD, [f"{HUB}:3 no-red-flags"]),
    ],
)
def test_a_set_cannot_be_deleted_with_all_that_places_it(place: str, found: list[str], make_site: MakeSite) -> None:
    assert errors(make_site, without_set(place)) == found


@pytest.mark.parametrize("place", ["", OWN_CARD])
def test_it_is_an_error_on_a_site_for_patients_too(place: str, make_site: MakeSite) -> None:
    files = {**without_set(place), "config.yaml": decided("no")["config.yaml"]}

    assert f"{HUB}:3 no-red-flags" in errors(make_site, files)


def test_a_site_that_does_not_say_yet_what_it_is_may_type_its_cards(make_site: MakeSite) -> None:
    files = without_set(OWN_CARD)
    del files["config.yaml"]

    assert errors(make_site, files) == []


@pytest.mark.parametrize(
    "change",
    [
        ("conditions: [sciatica/index.md]", "conditions: []"),
        ("conditions: [sciatica/index.md]\n", ""),
        ("conditions: [sciatica/index.md]", "pages: [sciatica/index.md]"),
        ("urgency: emergency", "urgency: urgent"),
    ],
)
def test_a_set_cannot_be_emptied_of_what_binds_a_condition(change: tuple[str, str], make_site: MakeSite) -> None:
    found = errors(make_site, {**decided(), PATH: FOR_SCIATICA.replace(*change)})

    assert f"{HUB}:3 no-red-flags" in found


def test_a_condition_that_becomes_another_kind_is_named_where_the_set_names_it(make_site: MakeSite) -> None:
    files: Files = {**decided(), HUB: about_page(f"{PLACE}\n## More\n\nA nerve is sore.")}

    assert f"{PATH}:3 wrong-kind" in errors(make_site, files)


def test_a_condition_that_becomes_another_kind_as_its_set_goes_leaves_its_parts_behind(make_site: MakeSite) -> None:
    files: Files = {**without_set(OWN_CARD), HUB: about_page("A nerve is sore.")}

    assert [each for each in errors(make_site, files) if each.endswith("no-hub")] == [
        f"{HELP}:2 no-hub",
        "content/en/sciatica/symptoms.md:2 no-hub",
    ]


def test_a_set_of_another_condition_does_not_count(make_site: MakeSite) -> None:
    other = minimal_page("sciatica/index.md", ("symptoms.md#what-you-may-feel", "../about.md"))

    found = errors(make_site, {**decided(), "content/en/headache/index.md": other.replace("Sciatica", "Headache")})

    assert "content/en/headache/index.md:3 no-red-flags" in found


def test_a_set_that_cannot_be_read_may_be_the_one(make_site: MakeSite) -> None:
    result = check_sources(make_site(files={**decided(), PATH: FOR_SCIATICA.replace("urgency: ", "urgency: very ")}))

    wrong = [(each["path"], each["rule"]) for each in result.problems if each["severity"] == "error"]
    assert wrong == [(PATH, "wrong-type")]


def test_the_set_of_the_default_language_binds_the_translated_condition(make_site: MakeSite) -> None:
    files = decided()
    config = minimal_config(("  legal_name", "  demonstration: yes\n  legal_name"), *SPANISH_TOO)
    spanish = {HUB.replace("/en/", "/es/"): minimal_page("sciatica/index.md")}

    found = errors(
        make_site, {**files, "config.yaml": config, "templates/words/es.yaml": translated_words(), **spanish}
    )

    assert [each for each in found if each.endswith("no-red-flags")] == []
    assert f"{PATH}:1 red-flags-differ" in found


def test_the_page_about_help_has_a_card_itself_whatever_it_links_to(make_site: MakeSite) -> None:
    page = minimal_page("sciatica/get-help.md")
    front = page.split("\n---\n", 1)[0]

    found = errors(make_site, {HELP: f"{front}\n---\n\nRead [the warning signs](get-help.md) of [it](index.md).\n"})

    assert found == [f"{HELP}:4 no-emergency-card"]


def test_a_treatment_elsewhere_is_about_the_only_condition(make_site: MakeSite) -> None:
    topic = minimal_page("sciatica/symptoms.md", ("get-help.md", "about.md"), ("aspect: symptoms\n", ""))
    details = "type: medicine\nbenefits: [less pain]\nrisks: [sleepy for a day]\nwithout_it: It lasts.\n"
    treatment = topic.replace("kind: topic\n", f"kind: treatment\n{details}uncertainty: Nobody has counted.\n")

    found = errors(make_site, {**decided(), "content/en/tablets.md": treatment})

    assert "content/en/tablets.md:8 no-red-flags" in found
