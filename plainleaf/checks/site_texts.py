"""The words of texts that belong to no page: config.yaml, terms, red flags, captions, a site's own interface texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from html import unescape
from pathlib import Path
from typing import Literal

from msgspec import MsgspecError
from msgspec.msgpack import Decoder, encode
from msgspec.structs import replace

from plainleaf.checks.emergencies.cards import check_emergency_place, check_interface_words, check_other_number
from plainleaf.checks.labels import PlacedLabel, place_in_yaml, place_on_line, place_problems, words_of_labels
from plainleaf.checks.one_page import Criteria, make_checker
from plainleaf.checks.signs import check_emails, check_signs
from plainleaf.checks.translations.compare import make_numbers
from plainleaf.checks.translations.terms import check_terms
from plainleaf.content.config.translated import find_lacking
from plainleaf.content.interface_texts import TEXTS, own_interface_texts
from plainleaf.content.load import Inputs
from plainleaf.content.red_flags.sets import path_of
from plainleaf.content.vocabulary import TERMS
from plainleaf.index.foreign_styles import find_foreign_styles
from plainleaf.index.overview import Overview
from plainleaf.input.files import read_text
from plainleaf.input.nodes import find_place
from plainleaf.input.texts import Text, texts_in, texts_of
from plainleaf.options import Options
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem, Report
from plainleaf.state.state import Codec, State
from plainleaf.words import PageText, TextTraits, examine_page

CONFIG = "config.yaml"
CAPTIONS, DRAWING = ".vtt", ".svg"
# What drawings show or say, and elements within that.
DRAWN = lazy_pattern(r"<(text|title|desc)\b[^>]*>(.*?)</\1>", re.DOTALL)
ELEMENT = lazy_pattern(r"<[^>]*>")
GAP = lazy_pattern(r"\{[a-z._]+\}")
# Rules about harm to patients, whose words hardly mean something in another language.
HARM = frozenset(
    ("above-daily-dose", "dose-slip", "false-calm", "impossible-figure", "unsafe-advice", "unsafe-medicine",
     "wrong-emergency-number")
)  # fmt: skip
TIMES = "-->"


def check_site_texts(overview: Overview, criteria: Criteria, options: Options, state: State, report: Report) -> None:
    """Report what is wrong with the words of these texts, each once for the language that it is in, and with what the
    style sheets load.
    """
    report.extend(find_foreign_styles(overview.inputs))
    if not criteria.reads_words:
        return
    inputs, baseline = overview.inputs, overview.baseline

    def make() -> tuple[Problem, ...]:
        numbers = make_numbers(overview, criteria.emergency_number, criteria.phones)
        return (*_find_problems(inputs, criteria), *check_terms(inputs, numbers))

    others = baseline.now.beside_pages()
    basis = (options.root, others, baseline.generator)
    codec: Codec[tuple[Problem, ...]] = Codec(encode, _decode)
    problems = make() if others is None else state.memoize("site-texts", basis, make, codec)
    report.extend(problems)


def _decode(stored: bytes) -> tuple[Problem, ...] | None:
    try:
        return Decoder(tuple[Problem, ...]).decode(stored)
    except (MsgspecError, UnicodeDecodeError):
        return None


def _find_problems(inputs: Inputs, criteria: Criteria) -> Iterator[Problem]:
    languages = inputs.settings.languages
    standards = make_checker(criteria, frozenset(languages.names)).standards
    told = set[tuple[str, Place]]()
    captions, drawn = [*_captions(inputs)], [*_drawn(inputs)]
    # In a site of several languages, nobody says which one captions are in.
    wording: Literal["own", "name"] = "own" if len(standards) == 1 else "name"
    named = [caption._replace(wording=wording) for caption in captions]
    for language, standard in standards.items():
        page = PageText("", 1, TextTraits(), language, "", "")
        fields = [*_find_labels(inputs, language)]
        yield from check_signs(_without_gaps(fields))
        yield from check_emails(fields)
        labels = [*fields, *named] if language == inputs.settings.languages.default else fields
        for problem in place_problems(labels, examine_page(page, standard, words_of_labels(labels)).in_labels):
            if problem.rule not in criteria.unjudged[language]:
                yield problem
        # Captions and drawings may be in any of the languages: only what does harm is looked for, in each of them.
        shown = [*captions, *drawn]
        for problem in place_problems(shown, examine_page(page, standard, words_of_labels(shown)).in_labels):
            if problem.rule in HARM and (problem.rule, problem.place) not in told:
                told.add((problem.rule, problem.place))
                yield problem


def _find_labels(inputs: Inputs, language: str) -> Iterator[PlacedLabel]:
    """The texts of a language in YAML files that belong to no page."""
    found = [
        (f"content/{language}/terms.yaml", texts_in(TERMS, inputs.terms[language], ())),
        (f"templates/words/{language}.yaml", texts_in(TEXTS, own_interface_texts(inputs.root, language), ())),
    ]
    for name, flags in inputs.red_flags[language].known.items():
        found.append((path_of(language, name), texts_of(flags)))
    for path, texts in (*found, (CONFIG, _find_settings(inputs, language))):
        for keys, text, wording in texts:
            yield PlacedLabel(text, wording or "own", partial(_place_in_file, inputs.root, path, keys, text))


def _without_gaps(labels: Iterable[PlacedLabel]) -> Iterator[PlacedLabel]:
    """The texts with letters in place of names in braces: here, some are filled in and others refused."""
    return (each._replace(text=GAP.sub(lambda gap: "x" * len(gap[0]), each.text)) for each in labels)


def _find_settings(inputs: Inputs, language: str) -> Iterator[Text]:
    """The texts of config.yaml in a language, each with the keys that lead to it there."""
    lacking = {*find_lacking(inputs.config, language, inputs.settings.languages.default)}
    for text in texts_of(inputs.settings_in(language)):
        if text.path not in lacking:
            yield text._replace(path=(*text.path, language))


def check_emergency_texts(inputs: Inputs) -> Iterator[Problem]:
    """Report interface texts and settings about emergencies that do not say what to do, or that say it too softly."""
    for language, texts in inputs.interface_texts.items():
        if language in inputs.unclear_vocabularies:
            continue
        found = [*check_interface_words(texts, inputs.word_lists[language])]
        # A language without texts of its own has those of another, which has been reported.
        own = own_interface_texts(inputs.root, language) if found else {}
        for name, problem in ((name, problem) for name, problem in found if name in own):
            path = f"templates/words/{language}.yaml"
            yield replace(problem, place=_place_in_file(inputs.root, path, (name,), texts[name], 0))
        written = inputs.settings_in(language).emergency.place
        if written and not inputs.unclear.touches("emergency", "languages"):
            place = find_place(inputs.config, ["emergency", "place", language])
            yield from check_emergency_place(written, inputs.word_lists[language], place)
        if not inputs.unclear.touches("contacts", "actions", "emergency"):
            yield from _find_other_numbers(inputs, language)


def _find_other_numbers(inputs: Inputs, language: str) -> Iterator[Problem]:
    """What says of a number of the clinic that it is for emergencies: its label, its hours, a button."""
    settings, lists = inputs.settings_in(language), inputs.word_lists[language]
    lacking = {*find_lacking(inputs.config, language, inputs.settings.languages.default)}
    texts: list[tuple[tuple[str, ...], str]] = [
        (("contacts", "phones", name, field), getattr(phone, field))
        for name, phone in settings.contacts.phones.items()
        for field in ("label", "hours")
    ]
    texts += [
        (("actions", str(number), field), getattr(action, field))
        for number, action in enumerate(settings.actions)
        for field in ("label", "short")
        if action.phone
    ]
    for keys, text in texts:
        if text and keys not in lacking:
            place = find_place(inputs.config, [*keys, language])
            yield from check_other_number(text, settings.emergency.number, lists, place)


def _captions(inputs: Inputs) -> Iterator[PlacedLabel]:
    """The lines of captions of videos."""
    for path, text in _read_static(inputs, CAPTIONS):
        for number, line in _lines_of_cues(text):
            yield PlacedLabel(line, "own", partial(place_on_line, Place(path, number)))


def _drawn(inputs: Inputs) -> Iterator[PlacedLabel]:
    """The texts in drawings. The lines of one text may each be an element of its own."""
    for path, drawing in _read_static(inputs, DRAWING):
        for match in DRAWN.finditer(drawing):
            number = drawing.count("\n", 0, match.start()) + 1
            shown = " ".join(unescape(ELEMENT.sub(" ", match[2])).split())
            yield PlacedLabel(shown, "own", partial(place_on_line, Place(path, number)))


def _read_static(inputs: Inputs, suffix: str) -> Iterator[tuple[str, str]]:
    """The path and the text of each of the site's own static files of a type."""
    root = inputs.root.resolve()
    for file in inputs.static_files.values():
        if file.file.suffix == suffix and file.file.is_relative_to(root):
            path = file.file.relative_to(root).as_posix()
            yield path, read_text(root, path, Report()) or ""


def _lines_of_cues(captions: str) -> Iterator[tuple[int, str]]:
    """What is shown of captions in WebVTT: the lines below a line with times, up to an empty line."""
    is_shown = False
    for number, text in enumerate(captions.split("\n"), start=1):
        if is_shown and text.strip():
            yield number, text
        is_shown = TIMES in text or (is_shown and bool(text.strip()))


def _place_in_file(root: Path, path: str, keys: tuple[str, ...], text: str, offset: int) -> Place:
    """The place of a character of a text in a YAML file, which is read again, since few are asked for."""
    return place_in_yaml(read_text(root, path, Report()) or "", Place(path), keys, text, offset)
