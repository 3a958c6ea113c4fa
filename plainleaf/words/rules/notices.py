"""Notices that end, in text that stays: 'this winter', 'exposed in the last 14 days', an outbreak of a certain year."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Problem
from plainleaf.words.context import first_in_sentences, is_question, paragraph_at, words_around, words_before
from plainleaf.words.phrases import sentence_with
from plainleaf.words.prose import PageProse, PhraseMatch
from plainleaf.words.standard import Standard, problem_at, quoted

YEAR = lazy_pattern(r"(?:19|20)\d\d")
# How many list items below a sentence that ends with a colon are considered.
MAX_ITEMS = 10
FIX = "Write it as an alert with its last day in 'expires', or say what is true at any time, such as 'in winter'."


def dated_notices(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """A warning for each notice that will be out of date, on a page that has no last day."""
    if prose.page.traits.has_end:
        return
    found = sorted({*_seasons(prose, standard), *_screening(prose, standard), *_outbreaks(prose, standard)})
    for each in first_in_sentences(prose, found):
        words = quoted(prose, *each.range_in(prose))
        message = f"'{words}' is part of a notice that will be out of date, and nothing takes it down"
        yield problem_at(prose, prose.word_starts[each.first_word], "dated-notice", message, FIX, "warning")


def _seasons(prose: PageProse, standard: Standard) -> Iterator[PhraseMatch]:
    """'This winter', which will be another one next year; but not 'this winter coat'."""
    subjects = standard.lists.season_subjects
    doubtful = [each for each in prose.phrases("season_names") if not subjects.isdisjoint(words_around(prose, each))]
    for found in (*prose.phrases("seasons"), *doubtful):
        after = prose.words[found.after_words : found.after_words + 1]
        if found.after_words >= found.sentence.after_words or standard.lists.not_seasons.isdisjoint(after):
            yield found


def _screening(prose: PageProse, standard: Standard) -> Iterator[PhraseMatch]:
    """A number of days together with an infection and a visit: the questions at the door during an outbreak."""
    lists = standard.lists
    told = {found.sentence.start for found in prose.phrases("screening")}
    for found in prose.phrases("recent"):
        words = words_before(prose, found) | words_around(prose, found) | _words_after(prose, found)
        is_about_visit = not lists.visits.isdisjoint(words) or found.sentence.start in told
        is_notice = is_about_visit and not lists.exposures.isdisjoint(words)
        if is_notice and lists.not_exposures.isdisjoint(words):
            yield found


def _outbreaks(prose: PageProse, standard: Standard) -> Iterator[PhraseMatch]:
    """What to do in an outbreak of a certain year. What happened in one is history, and stays true."""
    lists = standard.lists
    for found in prose.phrases("screening"):
        words = words_around(prose, found)
        if not lists.outbreaks.isdisjoint(words) and any(map(YEAR.fullmatch, words)):
            yield found


def _words_after(prose: PageProse, found: PhraseMatch) -> set[str]:
    """The words of the list that the sentence of a phrase introduces, or of the sentence after a question."""
    if is_question(prose, found.sentence):
        following = sentence_with(prose, found.sentence.after_words)
        return set(prose.words[following.first_word : following.after_words]) if following else set()
    if not prose.text[: found.sentence.end].endswith(":"):
        return set()
    words: set[str] = set()
    first = paragraph_at(prose, found.sentence.start) + 1
    for paragraph in prose.paragraphs[first : first + MAX_ITEMS]:
        if paragraph.kind != "item":
            break
        for sentence in paragraph.sentences:
            words.update(prose.words[sentence.first_word : sentence.after_words])
    return words


def false_confirmations(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """An error for each sentence of a page after a form that says that a visit is made, or that a payment came.

    Anyone can open such a page, and a request is no appointment.
    """
    if not prose.page.traits.follows_form:
        return
    excuses = standard.lists.denials | standard.lists.confirmation_excuses
    for found in first_in_sentences(prose, prose.phrases("confirmations")):
        if excuses.isdisjoint(words_around(prose, found)) and not is_question(prose, found.sentence):
            words = quoted(prose, *found.range_in(prose))
            message = f"'{words}': anyone can open this page, also somebody who sent or paid nothing"
            fix = "Say what comes next, and until when: 'We will call you within one working day.'"
            yield problem_at(prose, prose.word_starts[found.first_word], "false-confirmation", message, fix, "error")
