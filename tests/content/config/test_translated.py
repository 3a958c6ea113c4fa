"""Texts of config.yaml in several languages: which one a language gets, and what is reported where one is missing."""

from __future__ import annotations

import pytest

from plainleaf.content.config.read import read_config
from plainleaf.problems import Report
from tests.command.editors.test_schemas import faults
from tests.site_stages import check_sources
from tests.site_tools import MakeSite, build_folder, minimal_config, rules
from tests.site_variants import SPANISH_TOO, translated_words

TAGLINE = ("clinic:\n", "clinic:\n  tagline: {tagline}\n")
SPANISH_PAGE = "---\ntitle: Inicio\nsummary: Hola.\n---\n\nHola.\n"


def with_tagline(written: str) -> dict[str, str]:
    """A site in two languages that has everything in both, but for what is written as its tagline."""
    tagline = (TAGLINE[0], TAGLINE[1].replace("{tagline}", written))
    return {
        "config.yaml": minimal_config(*SPANISH_TOO, tagline),
        "content/es/index.md": SPANISH_PAGE,
        "templates/words/es.yaml": translated_words(),
    }


def test_each_language_has_its_text(make_site: MakeSite, report: Report) -> None:
    config = read_config(make_site(files=with_tagline("{en: Help, es: Ayuda}")), report)

    assert (config.settings.clinic.tagline, config.translated["es"].clinic.tagline) == ("Help", "Ayuda")
    assert report.problems == []


@pytest.mark.parametrize(
    ("written", "place", "severity"),
    [
        ("Help", (2, 12), "warning"),
        ("{en: Help}", (2, 12), "warning"),
        ("{en: Help, es: }", (2, 12), "warning"),
        ("{es: Ayuda}", (2, 12), "error"),
    ],
)
def test_a_text_that_a_language_lacks_is_reported_at_its_place(
    written: str, place: tuple[int, int], severity: str, make_site: MakeSite
) -> None:
    (problem,) = check_sources(make_site(files=with_tagline(written))).problems

    assert (problem["rule"], problem["severity"]) == ("untranslated-setting", severity)
    assert (problem["line"], problem["column"]) == place


def test_a_page_marks_the_language_of_a_text_that_its_own_lacks(make_site: MakeSite) -> None:
    run = build_folder(make_site(files=with_tagline("Help & hope")))

    assert '<span lang="en" dir="ltr">Help &amp; hope</span>' in (run.out / "es/index.html").read_text("utf-8")
    assert 'lang="en" dir' not in (run.out / "index.html").read_text("utf-8").replace('<html lang="en" dir', "")


def test_what_is_wrong_in_one_language_is_reported_there(make_site: MakeSite, report: Report) -> None:
    read_config(make_site(files=with_tagline("{en: Help, es: [Ayuda]}")), report)

    assert rules(report) == ["wrong-type"]
    assert report.problems[0].place.column == 27


def test_days_of_the_week_and_names_need_no_translation(make_site: MakeSite, report: Report) -> None:
    config = read_config(make_site(files=with_tagline("{en: Help, es: Ayuda}")), report)

    assert config.settings.locations["main"].hours[0].days == "Monday to Friday"
    assert report.problems == []


@pytest.mark.parametrize(
    ("written", "fault"),
    [("{en: Help, es: Ayuda}", ""), ("Help", ""), ("{en: [Help]}", "clinic.tagline.en: ['Help'] is not of type")],
)
def test_an_editor_knows_both_forms(written: str, fault: str) -> None:
    found = faults("config", with_tagline(written)["config.yaml"])

    assert [each for each in found if not each.startswith(fault or "-")] == []
    assert bool(found) == bool(fault)
