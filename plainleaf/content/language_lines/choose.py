"""Choose the lines of the notice on language help by the state of the clinic.

45 CFR 92.11 asks for at least the 15 languages that people with limited English speak most in the state. `states.json`
has those of each state whose list we could read, with its source and the day; `lines.json` has a line for most of them.
A line that config.yaml has for a language replaces ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.json import decode

from plainleaf.content.config.settings import LanguageLineSetting, Settings
from plainleaf.input.shipped import read_shipped
from plainleaf.problems import Report

FOLDER = Path(__file__).parent
# How many languages the rule asks for if there is no list to choose from.
LANGUAGES = 15


class StateLanguages(Struct, frozen=True):
    """The languages of a state, the most spoken first: English names by code. `read` is when we read the source."""

    name: str
    source: str
    read: date
    languages: Mapping[str, str]


def choose_lines(settings: Settings) -> tuple[LanguageLineSetting, ...]:
    """A line for each language of the states that the clinic is in, then those that only config.yaml has."""
    own = settings.language_lines.lines if settings.language_lines else ()
    chosen: list[LanguageLineSetting] = []
    for language in _languages_of(settings):
        chosen += [line for line in own if _is_of(line, language)] or [
            line for line in load_lines() if _is_of(line, language)
        ]
    return (*chosen, *(line for line in own if line not in chosen))


def find_missing(settings: Settings) -> Mapping[str, Sequence[str]]:
    """By location, the languages of its state that have no line; an empty list where the languages are not known, and
    config.yaml has fewer lines than the rule asks for."""
    lines = choose_lines(settings)
    own = settings.language_lines.lines if settings.language_lines else ()
    missing: dict[str, Sequence[str]] = {}
    for key, place in settings.locations.items():
        if place.country != "US" or any(settings.locations[each].region == place.region for each in missing):
            continue
        state = load_states().get(place.region)
        if state is None and len({line.language.partition("-")[0] for line in own}) < LANGUAGES:
            missing[key] = ()
        elif state is not None:
            lacking = [name for code, name in state.languages.items() if not any(_is_of(each, code) for each in lines)]
            missing |= {key: lacking} if lacking else {}
    return missing


def _languages_of(settings: Settings) -> list[str]:
    states = load_states()
    regions = [each.region for each in settings.locations.values() if each.country == "US"]
    return list(dict.fromkeys(code for each in regions if each in states for code in states[each].languages))


def _is_of(line: LanguageLineSetting, language: str) -> bool:
    """Whether a line is in a language, in whatever script: 'zh-Hant' is Chinese."""
    return line.language.partition("-")[0] == language


@lru_cache(maxsize=1)
def load_states() -> Mapping[str, StateLanguages]:
    """The languages of each state for which they are known, by the state's abbreviation."""
    return decode(_read("states.json"), type=dict[str, StateLanguages])


@lru_cache(maxsize=1)
def load_lines() -> tuple[LanguageLineSetting, ...]:
    """The lines that come with plainleaf. No professional translator has checked them."""
    return decode(_read("lines.json"), type=tuple[LanguageLineSetting, ...])


def _read(name: str) -> str:
    report = Report()
    text = read_shipped(FOLDER, name, report)
    assert text and not report.problems, report.problems
    return text
