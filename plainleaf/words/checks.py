"""Run all word checks on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from plainleaf.problems import Problem
from plainleaf.words.book import with_phrases
from plainleaf.words.hazards.find import allowed_hazards
from plainleaf.words.labels import InLabel, check_labels
from plainleaf.words.prose import PageProse, read_prose
from plainleaf.words.rules.acronyms import unexplained_acronyms
from plainleaf.words.rules.advice import confused_conditions, rest_as_advice
from plainleaf.words.rules.claims import shop_text, unsupported_claims
from plainleaf.words.rules.contacts import health_in_the_open, promised_channels, promised_emails, typed_phones
from plainleaf.words.rules.doses import dose_slips, doses_above_label
from plainleaf.words.rules.duplicates import Sample, off_topic_case, sample_ngrams
from plainleaf.words.rules.figures import impossible_figures, other_emergency_numbers
from plainleaf.words.rules.grades import hard_reading
from plainleaf.words.rules.harm import false_calm, stigma, unsafe_medicine
from plainleaf.words.rules.headings import bold_headings, repeated_headings
from plainleaf.words.rules.help_lines import missing_help_lines
from plainleaf.words.rules.lengths import long_lists, long_paragraphs, long_sentences
from plainleaf.words.rules.links import vague_links
from plainleaf.words.rules.notices import dated_notices, false_confirmations
from plainleaf.words.rules.spelling import doubled_words, misspelt_words
from plainleaf.words.spelling.mixups import mixed_up_words
from plainleaf.words.spelling.slips import typing_slips
from plainleaf.words.standard import Standard, make_standard
from plainleaf.words.values import Label, Limits, PageText, TermForms
from plainleaf.words.wordlists import WordLists

Check = Callable[[PageProse, Standard], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    long_sentences,
    long_paragraphs,
    long_lists,
    unexplained_acronyms,
    misspelt_words,
    doubled_words,
    typing_slips,
    unsupported_claims,
    rest_as_advice,
    confused_conditions,
    false_calm,
    unsafe_medicine,
    allowed_hazards,
    dose_slips,
    doses_above_label,
    impossible_figures,
    other_emergency_numbers,
    shop_text,
    dated_notices,
    false_confirmations,
    missing_help_lines,
    vague_links,
    typed_phones,
    promised_emails,
    promised_channels,
    health_in_the_open,
    repeated_headings,
    bold_headings,
    mixed_up_words,
    stigma,
    hard_reading,
)


class Examined(Struct, frozen=True):
    """The result for one page: its problems in order of place, and the sample by which pages are compared."""

    problems: tuple[Problem, ...]
    in_labels: tuple[InLabel, ...]
    sample: Sample


def examine_page(page: PageText, standard: Standard, labels: Sequence[Label] = ()) -> Examined:
    """Read one page and its labels once, for its own problems and for those between pages.

    One standard serves all pages of a language: it holds the word lists, the site's terms and the site's limits.
    """
    prose = with_phrases(read_prose(page), standard.book)
    problems = [*off_topic_case(prose), *(problem for check in CHECKS for problem in check(prose, standard))]
    ordered = sorted(problems, key=lambda problem: (problem.place, problem.rule))
    return Examined(tuple(ordered), tuple(check_labels(labels, prose, standard)), sample_ngrams(prose))


def check_page(
    page: PageText, lists: WordLists, terms: Sequence[TermForms] = (), limits: Limits | None = None
) -> list[Problem]:
    """The problems of one page, in order of place."""
    return list(examine_page(page, make_standard(lists, terms, limits or Limits(), page.language)).problems)
