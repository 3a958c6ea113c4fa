"""Sources: the ones that are old, replaced, on a blog or not to be found, and near misses that are fine."""

from __future__ import annotations

import pytest

from plainleaf.checks.evidence.sources import is_blog
from tests.site_stages import check_sources
from tests.site_tools import DAY, MakeSite, minimal_config, minimal_page

SYMPTOMS = "content/en/sciatica/symptoms.md"
NG59 = "https://www.nice.org.uk/guidance/ng59"
NEW = ("Low back pain", "2020")
SET = """title: Signs
urgency: urgent
heading: "Call us today if:"
signs:
  - {id: one, says: you have a fever}
approved_by: people/ben.md
approved: 2026-05-14
evidence:
  - {title: Guidelines on back pain, publisher: NICE, published: "2001"}
"""


def page(*sources: tuple[str, str], more: str = "") -> dict[str, str | bytes]:
    """The page about symptoms, based on sources with these titles and years; `more` is said of the last one."""
    lines = [
        f'  - title: "{title}"\n    publisher: NICE\n    published: "{year}"\n    address: {NG59}\n'
        for title, year in sources
    ]
    text = minimal_page("sciatica/symptoms.md")
    before, _, rest = text.partition("evidence:\n")
    return {SYMPTOMS: f"{before}evidence:\n{''.join(lines)}{more}{rest.partition(chr(10))[2]}"}


def found_in(files: dict[str, str | bytes], make_site: MakeSite, as_of: str = DAY) -> list[str]:
    """The rules about evidence that a site breaks."""
    found = check_sources(make_site(files=files), as_of=as_of).rules
    return [rule for rule in found if rule.startswith("evidence-")]


@pytest.mark.parametrize(
    "sources",
    [
        (("A guideline on back pain", "2015"), NEW),
        (("Clinical guidelines for sciatica, 2nd edition", "March 2014"), NEW),
        (("Guidance on safe exercise", "1994"), NEW),
        (("ACR Appropriateness Criteria: low back pain", "2012"), NEW),
        (("Guía de práctica clínica del dolor lumbar", "2009"), NEW),
        (("A trial of bed rest", "1999"),),
        (("A trial of bed rest", "1999"), ("Another trial", "2015")),
    ],
)
def test_old_guidance_and_pages_with_nothing_newer_are_reported(
    sources: tuple[tuple[str, str], ...], make_site: MakeSite
) -> None:
    assert found_in(page(*sources), make_site) == ["evidence-old"]


@pytest.mark.parametrize(
    "sources",
    [
        # A landmark trial beside a newer source.
        (("Surgery versus prolonged care", "2007"), NEW),
        # Sources have a year and no day, so the whole year counts.
        (("A guideline on back pain", "2016"),),
        (("A guideline on back pain", "2009, updated December 2020"),),
        # Studies about guidance.
        (("Adherence to guidelines for back pain: a cohort", "2011"), NEW),
        (("Implementation of a guideline in primary care", "2011"), NEW),
        (("A systematic review of guidelines", "2010"), NEW),
        # A year that is part of a title, and a source without a year.
        (("Back pain in 1999", "2020"),),
        (("Back pain", "page without a date"),),
    ],
)
def test_newer_sources_and_old_studies_beside_them_are_fine(
    sources: tuple[tuple[str, str], ...], make_site: MakeSite
) -> None:
    assert found_in(page(*sources), make_site) == []


@pytest.mark.parametrize("sources", [(("A guideline", "2001"), NEW), (("A trial", "2001"),)])
def test_a_reason_to_rely_on_an_old_source_is_enough(sources: tuple[tuple[str, str], ...], make_site: MakeSite) -> None:
    reason = "    still_current: No later trial has compared the two.\n"

    # The reason belongs to the old source, which has to be the last here.
    assert found_in(page(*reversed(sources), more=reason), make_site) == []


def test_another_age_can_be_set(make_site: MakeSite) -> None:
    config = minimal_config(more="policies: {evidence_years: 30}\n")

    assert found_in({**page(("A guideline", "2001")), "config.yaml": config}, make_site) == []


def test_an_age_that_cannot_be_read_accuses_nobody(make_site: MakeSite) -> None:
    config = minimal_config(more="policies: {evidence_years: ten}\n")

    assert found_in({**page(("A guideline", "2001")), "config.yaml": config}, make_site) == []


def test_a_source_grows_old_while_nothing_changes(make_site: MakeSite) -> None:
    files = page(("A guideline", "2016"))

    assert found_in(files, make_site, "2026-12-31") == []
    assert found_in(files, make_site, "2027-01-01") == ["evidence-old"]


def test_what_is_wrong_with_the_list_itself_is_one_problem(make_site: MakeSite) -> None:
    files = page(("A guideline", "2001"), more="    adress: https://nice.example/\n")

    assert check_sources(make_site(files=files)).rules == ["unknown-field"]


def test_the_sources_of_red_flags_are_checked_too(make_site: MakeSite) -> None:
    problems = check_sources(make_site(files={"content/en/red-flags/signs.yaml": SET})).problems

    found = {(each["rule"], each["path"], each["line"], each["column"]) for each in problems}
    assert ("evidence-old", "content/en/red-flags/signs.yaml", 9, 66) in found
    assert ("evidence-without-address", "content/en/red-flags/signs.yaml", 9, 13) in found


@pytest.mark.parametrize(
    "address",
    [
        "https://medium.com/@ada/my-back-1", "https://ada.substack.com/p/back", "https://ada.wordpress.com/2020/back",
        "https://blog.clinic.example/back", "https://blogs.bmj.com/bjsm/2020/back", "https://clinic.example/blog/back",
        "https://clinic.example/en/blog/back", "https://www.facebook.com/clinic/posts/1",
    ],
)  # fmt: skip
def test_blogs_and_social_networks_are_known(address: str) -> None:
    assert is_blog(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://doi.org/10.1136/bmj.l6273", "https://www.nice.org.uk/guidance/ng59", "https://bloggs.example/1",
        "https://journal.example/2020/weblogs-and-health", "https://notmedium.com/back", "https://max.com/back",
        "https://journal.example/articles/health/blog", "https://pubmed.ncbi.nlm.nih.gov/25009200/",
    ],
)  # fmt: skip
def test_journals_with_similar_names_are_no_blogs(address: str) -> None:
    assert not is_blog(address)
