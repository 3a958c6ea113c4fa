"""Interface texts: what templates say in each language. A site's own override plainleaf's."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter

from plainleaf.cldr.days import (
    DATE,
    MIDNIGHT_TEXT,
    MONTHS,
    NOON_TEXT,
    WEEKDAYS_TEXT,
    lacks_names_of_days,
    lacks_noon,
)
from plainleaf.content.config.settings import Languages
from plainleaf.input.fieldtypes import line, names_of
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.shipped import find_shipped, read_layer
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import ERROR, WARNING, Place, Problem, Report

# How many missing texts a fix names.
MAX_NAMED = 5
# Gaps that templates fill although the English text has none, since translations may be older than it.
MORE_GAPS = {"demonstration_banner": frozenset({"name"})}
# Only in languages in which CLDR does not have them.
OF_CALENDARS = (MONTHS, WEEKDAYS_TEXT, DATE, NOON_TEXT, MIDNIGHT_TEXT)
# The texts used where config.yaml has none.
PLACE_TEXT, REPLY_TEXT = "emergency_place", "form_reply_time"
# Without these in their own language, people may not get help in an emergency.
SAFETY = (
    "care_emergency", "emergency_line", PLACE_TEXT, "form_emergency", "form_not_urgent", "relay_line", "tty_line",
)  # fmt: skip
GAP = lazy_pattern(r"\{\w*\}")
WORD = lazy_pattern(r"[^\W\d_]{2,}")

TEXTS = names_of(line())


def load_interface_texts(root: Path, languages: Languages, report: Report) -> dict[str, dict[str, str]]:
    """The interface texts of each language, complete.

    A text that a language lacks is reported, and that of the default language or else plainleaf's English is used. A
    few missing texts do not keep a site from being published: a new version of plainleaf may have added them.
    """
    english, _ = _load_texts(find_shipped(), "en", {}, report)
    loaded = {language: _load_texts(root, language, english, report) for language in languages.names}
    every = {**english, **loaded.get(languages.default, ({}, True))[0]}
    every = {name: text for name, text in every.items() if name not in OF_CALENDARS}
    texts: dict[str, dict[str, str]] = {}
    for language, (own, is_clear) in loaded.items():
        missing = [name for name in every if name not in own]
        if missing and is_clear:
            source = languages.default if language != languages.default else "en"
            report.extend([_missing_texts(language, missing, source, is_whole=not own)])
        report.extend(_find_copies(language, own, english))
        report.extend(_find_calendar(language, own) if own and is_clear else ())
        texts[language] = {**every, **own} if missing else own
    return texts


def _missing_texts(language: str, missing: list[str], source: str, *, is_whole: bool) -> Problem:
    place = Place(f"templates/words/{language}.yaml")
    safety = [name for name in missing if name in SAFETY]
    missing = [*safety, *(name for name in missing if name not in SAFETY)]
    message = f"{len(missing)} interface texts are missing, the first is '{missing[0]}'"
    if is_whole:
        fix = f"Run: plainleaf copy templates/words/{language}.yaml. Then translate what follows the colons."
        return Problem(place, "missing-words", message, fix)
    lines = ", ".join(missing[:MAX_NAMED]) + (", …" if len(missing) > MAX_NAMED else "")
    fix = f"Copy these lines from templates/words/{source}.yaml to the end of this file and translate them: {lines}."
    return Problem(place, "missing-words", message, fix, ERROR if safety else WARNING)


def _find_copies(language: str, own: Mapping[str, str], english: Mapping[str, str]) -> Iterator[Problem]:
    """Report texts of another language that still say the same as in English."""
    if language.partition("-")[0] == "en":
        return
    copies = [name for name, text in own.items() if text == english.get(name) and _has_words(text)]
    if not copies:
        return
    safety = [name for name in copies if name in SAFETY]
    ordered = [*safety, *(name for name in copies if name not in SAFETY)]
    named = ", ".join(ordered[:MAX_NAMED]) + (", …" if len(ordered) > MAX_NAMED else "")
    count = "1 interface text still says" if len(copies) == 1 else f"{len(copies)} interface texts still say"
    message = f"{count} the same as in English, the first is '{ordered[0]}'"
    fix = f"Translate what follows the colons: {named}."
    severity = ERROR if safety else WARNING
    yield Problem(Place(f"templates/words/{language}.yaml"), "untranslated-words", message, fix, severity)


def _find_calendar(language: str, own: Mapping[str, str]) -> Iterator[Problem]:
    """Report texts for days and times that CLDR does not have in a language, and that nobody has written."""
    wanted = [MONTHS, WEEKDAYS_TEXT, DATE] * lacks_names_of_days(language) + [NOON_TEXT] * lacks_noon(language)
    if empty := [name for name in wanted if name not in own]:
        message = "plainleaf does not know how this language writes days or noon: readers get numbers or English"
        fix = f"Add them as the comment above 'alphabet' in templates/words/en.yaml says: {', '.join(empty)}."
        yield Problem(Place(f"templates/words/{language}.yaml"), "missing-words", message, fix, WARNING)


def _has_words(text: str) -> bool:
    """Whether a text has two words or more: one, such as "Video", may be the same in another language."""
    return len(WORD.findall(GAP.sub("", text))) > 1


def _load_texts(root: Path, language: str, english: Mapping[str, str], report: Report) -> tuple[dict[str, str], bool]:
    """The interface texts of one language, those of the site overriding plainleaf's own, and whether all could be read.

    Gaps in a text are compared with those of the `english` text, since those are what templates fill.
    """
    texts: dict[str, str] = {}
    path = f"templates/words/{language}.yaml"
    found = Report()
    for layer in (find_shipped(), root):
        text = read_layer(layer, path, found) if os.path.lexists(layer / path) else ""
        node, read, problems = _parse_texts(path, text or "")
        if node:
            _check_gaps(node, english, found)
        found.extend(problems)
        texts.update(read)
    report.extend(found.problems)
    return texts, not found.has_errors


def own_interface_texts(root: Path, language: str) -> dict[str, str]:
    """The interface texts of one language that people of the site wrote: not those copied from plainleaf's English.

    What is wrong with the file is reported by load_interface_texts.
    """
    ours = _read_texts(find_shipped(), "en")
    return {name: text for name, text in _read_texts(root, language).items() if text != ours.get(name)}


def _read_texts(layer: Path, language: str) -> Mapping[str, str]:
    path = f"templates/words/{language}.yaml"
    text = read_layer(layer, path, Report()) if os.path.lexists(layer / path) else ""
    return _parse_texts(path, text or "")[1]


# A process that builds several sites reads the shipped texts for each.
@lru_cache(maxsize=16)
def _parse_texts(path: str, text: str) -> tuple[Node | None, Mapping[str, str], tuple[Problem, ...]]:
    """The texts of one file and their YAML, None if it is not YAML, and what is wrong with them."""
    node, found = read_yaml(text, Place(path)), Report()
    if isinstance(node, Problem):
        return None, {}, (node,)
    return node, TEXTS.read(node, found), tuple(found.problems)


def _check_gaps(node: Node, known: Mapping[str, str], report: Report) -> None:
    """Report {gaps} in a site's own texts that the original text does not have: nothing would fill them."""
    for name, own in node.value.values.items() if isinstance(node.value, Pairs) else ():
        filled = _gaps_in(known.get(name, "")) | MORE_GAPS.get(name, frozenset())
        if name in known and isinstance(own.value, str) and not _gaps_in(own.value) <= filled:
            gaps = ", ".join(f"{{{gap}}}" for gap in sorted(filled)) or "none"
            message = f"the interface text '{name}' has gaps that nothing fills"
            report.add(own.place, "wrong-type", message, f"The gaps it may have: {gaps}.")


@lru_cache(maxsize=2000)
def _gaps_in(text: str) -> frozenset[str]:
    """The names in braces in a text; a brace without its partner counts as one."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return frozenset("{")
