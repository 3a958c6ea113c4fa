"""The A to Z and the glossary."""

from __future__ import annotations

import json

from plainleaf.model.cards import Search
from plainleaf.model.views import LetterGroup
from tests.site_stages import plan_site
from tests.site_tools import MakeSite, about_page, minimal_config, rules


def entries(groups: tuple[LetterGroup, ...]) -> list[tuple[str, str]]:
    """Each entry with its letter."""
    return [(group.letter, entry.title) for group in groups for entry in group.entries]


def test_the_a_to_z_lists_every_page_under_all_its_names(make_site: MakeSite) -> None:
    front = 'also_known_as: [Our team, "élan", "3 of us"]\n'

    planned = plan_site(make_site(files={"content/en/about.md": about_page("Hello.", front)}))

    found = entries(planned.job("a-to-z/index.html").page.groups)
    for entry in (("A", "About us"), ("O", "Our team"), ("E", "élan"), ("#", "3 of us"), ("S", "Sciatica")):
        assert entry in found
    assert ("S", "Small Clinic") not in found
    assert ("T", "Thank you") not in found


def test_the_search_page_knows_what_else_people_call_topics_and_medical_words(make_site: MakeSite) -> None:
    terms = (
        "- {term: nerve, also: [Nerve, Nerves], says: A cord.}\n"
        "- {term: magnetic resonance imaging, short: MRI, also: [MRI scan], says: A scan.}\n"
    )
    files = {
        "config.yaml": minimal_config(more="search: yes\n"),
        "content/en/terms.yaml": terms,
        "content/en/about.md": about_page("Hello.", "also_known_as: [Our team]\n"),
    }

    search = plan_site(make_site(files=files)).job("search/index.html").page.details["search"]

    assert isinstance(search, Search)
    assert json.loads(search.synonyms) == {
        "mri": "magnetic resonance imaging",
        "mri scan": "magnetic resonance imaging",
        "nerves": "nerve",
        "our team": "About us",
    }


def test_letters_are_in_order_and_each_occurs_once(make_site: MakeSite) -> None:
    letters = [group.letter for group in plan_site(make_site()).job("a-to-z/index.html").page.groups]

    assert letters == sorted(set(letters))


def test_every_anchor_of_the_a_to_z_is_used_once(make_site: MakeSite) -> None:
    front = "also_known_as: [About us, about us, About-us]\n"
    names = ("about.md", "hip-pain.md", "hip/pain.md")
    planned = plan_site(make_site(files={f"content/en/{name}": about_page("Hello.", front) for name in names}))

    anchors = [entry.anchor for group in planned.job("a-to-z/index.html").page.groups for entry in group.entries]

    assert len(anchors) == len(set(anchors))


def test_the_glossary_explains_every_term_and_says_where_more_is(make_site: MakeSite) -> None:
    terms = (
        "- term: nerve\n  says: It's a cord.\n  page: sciatica/index.md\n"
        "- term: magnetic resonance imaging\n  short: MRI\n  says: A scan.\n"
    )

    planned = plan_site(make_site(files={"content/en/terms.yaml": terms}))

    groups = planned.job("glossary/index.html").page.groups
    assert entries(groups) == [("M", "magnetic resonance imaging"), ("N", "nerve")]
    assert groups[0].entries[0].short == "MRI"
    assert groups[1].entries[0].text == "It’s a cord."
    assert groups[1].entries[0].url == "/sciatica/"


def test_terms_that_differ_in_accents_alone_are_all_explained(make_site: MakeSite) -> None:
    terms = "- {term: papa, says: A potato.}\n- {term: papá, says: A father.}\n"

    planned = plan_site(make_site(files={"content/en/terms.yaml": terms}))

    (group,) = planned.job("glossary/index.html").page.groups
    assert [(entry.title, entry.anchor) for entry in group.entries] == [("papa", "papa"), ("papá", "papa-2")]


def test_a_term_whose_page_is_a_draft_leads_nowhere(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        "content/en/terms.yaml": "- {term: nerve, says: A cord., page: nerves.md}\n",
        "content/en/nerves.md": about_page("Hello.", "draft: yes\n"),
    }

    planned = plan_site(make_site(files=files))

    (group,) = planned.job("glossary/index.html").page.groups
    assert [(entry.title, entry.url) for entry in group.entries] == [("nerve", "")]
    assert rules(planned.report) == []


def test_a_site_without_terms_has_no_glossary(make_site: MakeSite) -> None:
    root = make_site()
    (root / "content/en/terms.yaml").unlink()

    planned = plan_site(root)

    assert "glossary/index.html" not in planned.paths()
    assert planned.job("index.html").site.glossary_url == ""
