"""Explanations of terms that have other doses, amounts or numbers to call than those of the default language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plainleaf.checks.labels import place_in_yaml
from plainleaf.checks.translations.numbers import Numbers, Version, compare_numbers
from plainleaf.content.load import Inputs
from plainleaf.content.translations.blocks import Block
from plainleaf.content.vocabulary import Term
from plainleaf.input.files import read_text
from plainleaf.problems import Place, Problem, Report


def check_terms(inputs: Inputs, numbers: Numbers) -> Iterator[Problem]:
    """What differs, term by term, where both lists are as long: they have one order."""
    default = inputs.settings.languages.default
    its = inputs.terms.get(default, ())
    for language in inputs.settings.languages.names:
        ours = inputs.terms.get(language, ())
        if language == default or len(ours) != len(its):
            continue
        for number, (mine, theirs) in enumerate(zip(ours, its, strict=True)):
            if any(compare_numbers(_version(language, mine), _version(default, theirs), numbers)):
                here = _find_place(inputs.root, language, number, mine)
                there = _find_place(inputs.root, default, number, theirs)
                yield from compare_numbers(_version(language, mine, here), _version(default, theirs, there), numbers)


def _path(language: str) -> str:
    return f"content/{language}/terms.yaml"


def _version(language: str, term: Term, place: Place | None = None) -> Version:
    block = Block(place or Place(_path(language)), "definition", term.says, is_safety=False)
    return Version(language, _path(language), [block], "this explanation")


def _find_place(root: Path, language: str, number: int, term: Term) -> Place:
    """Where an explanation is in its file, which is read again, since few are asked for."""
    path = _path(language)
    written = read_text(root, path, Report()) or ""
    return place_in_yaml(written, Place(path), (str(number), "says"), term.says, 0)
