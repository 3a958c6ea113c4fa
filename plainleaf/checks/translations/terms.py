"""Explanations of terms that have other doses, amounts or numbers to call than those of the default language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from plainleaf.checks.labels import place_in_yaml
from plainleaf.checks.translations.numbers import Numbers, compare_numbers
from plainleaf.content.load import Inputs
from plainleaf.content.page import Page, make_unreadable_draft
from plainleaf.content.sources import SourceFile
from plainleaf.content.translations.blocks import Block
from plainleaf.content.vocabulary import Term
from plainleaf.input.files import read_text
from plainleaf.problems import Place, Problem, Report

FILE, THIS_PAGE, THIS_TERM = "terms.yaml", "this page", "this explanation"


def check_terms(inputs: Inputs, numbers: Numbers) -> Iterator[Problem]:
    """What differs, term by term, where both lists are as long: they have one order."""
    languages = inputs.settings.languages
    original, its = _stub(languages.default), inputs.terms.get(languages.default, ())
    for language in languages.names:
        page, ours = _stub(language), inputs.terms.get(language, ())
        if language == languages.default or len(ours) != len(its):
            continue
        for number, (mine, theirs) in enumerate(zip(ours, its, strict=True)):
            if any(compare_numbers(page, [_block(page, mine)], original, [_block(original, theirs)], numbers)):
                blocks = [_placed(inputs.root, each, number, term) for each, term in ((page, mine), (original, theirs))]
                for problem in compare_numbers(page, blocks[:1], original, blocks[1:], numbers):
                    yield replace(problem, message=problem.message.replace(THIS_PAGE, THIS_TERM))


def _stub(language: str) -> Page:
    """A page of which only the path and the language count."""
    return make_unreadable_draft(SourceFile(f"content/{language}/{FILE}", language, FILE), "")


def _block(page: Page, term: Term) -> Block:
    return Block(Place(page.path), "definition", term.says, is_safety=False)


def _placed(root: Path, page: Page, number: int, term: Term) -> Block:
    """The same at its line of the file, which is read again, since few are asked for."""
    written = read_text(root, page.path, Report()) or ""
    place = place_in_yaml(written, Place(page.path), (str(number), "says"), term.says, 0)
    return replace(_block(page, term), place=place)
