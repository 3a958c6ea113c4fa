"""The lines of the notice on language help: those of the clinic's state, in the clinic's words where it has its own."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from plainleaf.content.config.settings import Settings
from plainleaf.content.language_lines.choose import choose_lines, find_missing, load_lines, load_states
from plainleaf.content.load import load
from plainleaf.problems import Report
from tests.site_tools import MakeSite, minimal_config

OWN = "language_lines:\n  as_of: 2026-11-21\n  source: A translator\n  lines:\n"
# The script of each language that is not written in Latin letters, as Unicode calls it.
SCRIPTS: dict[str, str | tuple[str, ...]] = {
    "ar": "ARABIC", "zh": "CJK", "ko": "HANGUL", "bn": "BENGALI", "ja": ("CJK", "HIRAGANA", "KATAKANA"),
    "ru": "CYRILLIC", "uk": "CYRILLIC",
}  # fmt: skip


def settings_of(make_site: MakeSite, region: str, own: str = "") -> Settings:
    """The settings of a clinic in a state."""
    config = minimal_config(("region: MI", f"region: {region}"), more=f"{OWN}{own}" if own else "")
    report = Report()
    found = load(make_site(files={"config.yaml": config}), report).settings
    assert not report.has_errors, report.problems
    return found


def own_line(language: str) -> str:
    return f"    - {{language: {language}, name: Ours, text: Help is free.}}\n"


@pytest.mark.parametrize(
    ("region", "first"), [("MI", ["es", "ar", "zh-Hans"]), ("OH", ["es", "zh-Hans", "zh-Hant"]), ("OR", [])]
)
def test_lines_are_those_of_the_state_in_its_order(make_site: MakeSite, region: str, first: list[str]) -> None:
    assert [line.language for line in choose_lines(settings_of(make_site, region))][:3] == first


def test_a_line_of_the_clinic_replaces_ours_and_one_in_another_language_comes_last(make_site: MakeSite) -> None:
    settings = settings_of(make_site, "MI", own_line("zh") + own_line("hmn"))

    lines = choose_lines(settings)

    assert [line.language for line in lines][:4] == ["es", "ar", "zh", "vi"]
    assert lines[-1].language == "hmn"
    assert [line.text for line in lines if line.language == "zh"] == ["Help is free."]


def test_a_language_of_the_state_without_a_line_is_missing(make_site: MakeSite) -> None:
    assert find_missing(settings_of(make_site, "MI")) == {"main": ["Syriac (Assyrian)"]}
    assert find_missing(settings_of(make_site, "MI", own_line("syr"))) == {}
    assert find_missing(settings_of(make_site, "OH")) == {"main": ["Pennsylvania Dutch", "Somali"]}


def test_a_state_that_we_do_not_know_asks_for_fifteen_lines(make_site: MakeSite) -> None:
    fifteen = "".join(own_line(f"{letter}a") for letter in "abcdefghijklmno")

    assert find_missing(settings_of(make_site, "OR")) == {"main": ()}
    assert find_missing(settings_of(make_site, "OR", fifteen)) == {}


def test_each_list_has_fifteen_languages_with_source_and_day() -> None:
    for state in load_states().values():
        assert len(state.languages) == 15
        assert state.source
        assert date(2026, 1, 1) < state.read <= date(2026, 12, 31)


def test_each_line_is_in_its_own_script_and_direction() -> None:
    for line in load_lines():
        code = line.language.partition("-")[0]
        letters = [unicodedata.name(each) for each in line.text if each.isalpha()]
        ours = [each for each in letters if each.startswith(SCRIPTS.get(code, "LATIN"))]

        assert len(ours) > 0.9 * len(letters), line.language
        assert line.direction == ("rtl" if code == "ar" else "ltr")
        assert unicodedata.is_normalized("NFC", line.text), line.language
