"""The word checks of labels: titles, summaries, text alternatives, questions of forms and the like.

All labels of a page are read as one text, each in a block of its own. They are never scored, because they are short.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Problem
from plainleaf.words.book import with_phrases
from plainleaf.words.hazards.find import allowed_hazards
from plainleaf.words.outline import BlockKind, Span
from plainleaf.words.prose import PageProse, make_prose
from plainleaf.words.rules.acronyms import acronyms_in, unexplained_acronyms
from plainleaf.words.rules.advice import confused_conditions, rest_as_advice
from plainleaf.words.rules.claims import shop_text, supported_claims, unsupported_claims
from plainleaf.words.rules.contacts import EMAIL_LINK, promised_emails, typed_phones
from plainleaf.words.rules.doses import dose_slips, doses_above_label
from plainleaf.words.rules.figures import impossible_figures, other_emergency_numbers
from plainleaf.words.rules.harm import false_calm, unsafe_medicine
from plainleaf.words.rules.lengths import long_sentences
from plainleaf.words.rules.notices import dated_notices, false_confirmations
from plainleaf.words.rules.spelling import doubled_words, misspelt_words
from plainleaf.words.spelling.mixups import mixed_up_words
from plainleaf.words.spelling.slips import typing_slips
from plainleaf.words.standard import Standard
from plainleaf.words.values import Label

# Checks that depend on nothing but the labels.
CHECKS = (
    long_sentences, misspelt_words, doubled_words, rest_as_advice, confused_conditions, false_calm, unsafe_medicine,
    allowed_hazards, dose_slips, doses_above_label, shop_text, dated_notices, typed_phones, mixed_up_words,
    typing_slips, impossible_figures, other_emergency_numbers, false_confirmations,
)  # fmt: skip
# Wider than a gap in a phone number, so that no number reaches from one label into the next.
BETWEEN = "    "
DIGIT = lazy_pattern(r"\d")
KINDS: dict[str, BlockKind] = {"own": "paragraph", "quoted": "quoted"}


class InLabel(NamedTuple):
    """A problem in a label: the label's number, the offset in its text, and the problem, whose place is meaningless."""

    number: int
    offset: int
    problem: Problem


def check_labels(labels: Sequence[Label], prose: PageProse, standard: Standard) -> list[InLabel]:
    """What is wrong with the labels of a page that has this prose."""
    if not labels:
        return []
    lines = [label.text.replace("\n", " ") + BETWEEN for label in labels]
    page = replace(prose.page, path="", first_line=0, first_column=1, title="", text="\n".join(lines), is_labels=True)
    worded, names = list[Span](), list[Span]()
    # Most sources are in English, also those of pages in other languages.
    is_translated = prose.page.language.partition("-")[0] != "en"
    start = 0
    for label, line in zip(labels, lines, strict=True):
        end = start + len(label.text)
        if label.wording in KINDS and not (label.wording == "quoted" and is_translated):
            worded.append((KINDS[label.wording], start, end))
        else:
            names.append(("paragraph", start, end))
        start += len(line) + 1
    found = chain(
        _check_words(with_phrases(make_prose(page, page.text, worded), standard.book), prose, standard),
        # Few names contain a digit, as that of a room does.
        typed_phones(make_prose(page, page.text, names), standard) if names and DIGIT.search(page.text) else (),
    )
    return [InLabel(each.place.line, each.place.column - 1, each) for each in found]


def _check_words(labels: PageProse, prose: PageProse, standard: Standard) -> Iterator[Problem]:
    for check in CHECKS:
        yield from check(labels, standard)
    if unusual := acronyms_in(labels, standard):
        # What the prose explains is known, and what it does not explain is reported there.
        known = acronyms_in(prose, standard) | {name for name in unusual if _abbreviates(name, labels)}
        yield from unexplained_acronyms(labels, standard, known)
    if any(unsupported_claims(labels, standard)):
        yield from unsupported_claims(labels, standard, supported_claims(prose))
    # If the text promises e-mail too, one link is needed, and one problem is reported.
    if prose.page.text and not any(promised_emails(prose, standard)) and not EMAIL_LINK.search(prose.page.text):
        yield from promised_emails(labels, standard)


def _abbreviates(acronym: str, labels: PageProse) -> bool:
    """Whether the initials of words in a label are those of an acronym: 'magnetic resonance imaging' and MRI."""
    initials = (
        "".join(word[0] for word in labels.words[each.first_word : each.after_words]).upper()
        for each in labels.sentences
    )
    return any(acronym in each for each in initials)
