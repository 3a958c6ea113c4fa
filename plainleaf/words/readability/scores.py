"""Readability scores: SMOG and Flesch-Kincaid for English, INFLESZ and Fernández-Huerta for Spanish.

Most scores come in two forms: raw, and adjusted, which counts each term that the site explains only once, however often
it is used. The formulas:

- SMOG: McLaughlin, "SMOG grading: a new readability formula", Journal of Reading 12 (1969), page 639.
- Flesch-Kincaid grade level: Kincaid and others, Research Branch Report 8-75 (1975).
- INFLESZ: Szigriszt-Pazos (1993), with the bands of Barrio-Cantalejo and others (2008).
- Fernández-Huerta (1959), with words in a sentence where the paper misprints sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import sqrt

from msgspec import Struct

from plainleaf.words.book import PhraseBook, find_phrases, make_book
from plainleaf.words.phrases import Words, words_of
from plainleaf.words.prose import PageProse, PhraseMatch, read_prose
from plainleaf.words.readability.spoken import spoken_words
from plainleaf.words.readability.syllables import english_syllables, spanish_syllables
from plainleaf.words.values import PageText, TermForms

# The size of McLaughlin's sample. The score of a shorter text is only indicative.
SAMPLE_SENTENCES = 30
POLYSYLLABLE = 3
TERMS = "terms"


class Readability(Struct, frozen=True):
    """The counts of a text and its scores; scores for other languages are None.

    SMOG and Flesch-Kincaid are school grades, lower is easier. INFLESZ and Fernández-Huerta go from 0 to 100,
    higher is easier. If `is_indicative`, the text is too short to be judged by its scores.
    """

    language: str
    sentences: int
    words: int
    syllables: int
    polysyllables: int
    adjusted_polysyllables: int
    is_indicative: bool
    smog: float | None = None
    adjusted_smog: float | None = None
    grade: float | None = None
    inflesz: float | None = None
    adjusted_inflesz: float | None = None
    fernandez_huerta: float | None = None
    adjusted_fernandez_huerta: float | None = None


class TermIndex(Struct, frozen=True):
    """The forms of the terms that a site explains, indexed for searching, and the term that each form belongs to."""

    book: PhraseBook
    owners: Mapping[Words, int]


class _Count(Struct, frozen=True):
    """The counts that the formulas need."""

    sentences: int
    words: int
    syllables: int
    polysyllables: int


def measure(page: PageText, terms: Sequence[TermForms] = ()) -> Readability:
    """Score the prose of a page. `terms` are those that the site explains on the page."""
    return measure_prose(read_prose(page), index_terms(tuple(terms)))


def measure_prose(prose: PageProse, terms: TermIndex) -> Readability:
    """Score prose that has already been extracted."""
    syllables_of = syllable_counter(prose.page.language)
    words = spoken_words(prose)
    scored_words = prose.scored_words if words is prose.words else _scored_of(prose, words)
    syllables = [*map(syllables_of, scored_words)]
    repeated = [number for number in map(syllables_of, _repeated_words(prose, words, terms)) if number >= POLYSYLLABLE]
    whole = _Count(
        len(prose.scored),
        len(syllables),
        sum(syllables),
        len(syllables) - sum(map(syllables.count, range(1, POLYSYLLABLE))),
    )
    once = _Count(
        whole.sentences,
        whole.words - len(repeated),
        whole.syllables - sum(repeated),
        whole.polysyllables - len(repeated),
    )
    return Readability(
        language=prose.page.language,
        sentences=whole.sentences,
        words=whole.words,
        syllables=whole.syllables,
        polysyllables=whole.polysyllables,
        adjusted_polysyllables=once.polysyllables,
        is_indicative=whole.sentences < SAMPLE_SENTENCES,
        **_scores(prose.page.language, whole, once),
    )


def syllable_counter(language: str) -> Callable[[str], int]:
    """A function that counts the syllables of a word; in a language without a formula every word has one."""
    return {"en": english_syllables, "es": spanish_syllables}.get(language, lambda _: 1)


def smog(polysyllables: int, sentences: int) -> float:
    """The school grade of a text, from its number of words with three or more syllables and its number of sentences."""
    return 1.0430 * sqrt(polysyllables * SAMPLE_SENTENCES / sentences) + 3.1291


def flesch_kincaid(words_a_sentence: float, syllables_a_word: float) -> float:
    """The school grade of a text."""
    return 0.39 * words_a_sentence + 11.8 * syllables_a_word - 15.59


def inflesz(words_a_sentence: float, syllables_a_word: float) -> float:
    """How easy a Spanish text is: from 80 very easy, 65 fairly easy, 55 normal, 40 hard, below very hard."""
    return 206.835 - 62.3 * syllables_a_word - words_a_sentence


def fernandez_huerta(words_a_sentence: float, syllables_a_word: float) -> float:
    """How easy a Spanish text is, on the scale of Flesch's reading ease."""
    return 206.84 - 60 * syllables_a_word - 1.02 * words_a_sentence


def hardness(language: str, words_a_sentence: float, syllables_a_word: float) -> float:
    """How hard a sentence is among others of its language: the higher, the harder."""
    if language == "es":
        return -inflesz(words_a_sentence, syllables_a_word)
    return flesch_kincaid(words_a_sentence, syllables_a_word)


def _scores(language: str, whole: _Count, once: _Count) -> dict[str, float]:
    """The scores for the language, by their names in Readability. `once` counts repeated terms once."""
    if not whole.words:
        return {}
    pace = whole.words / whole.sentences
    weight, adjusted_weight = whole.syllables / whole.words, once.syllables / max(1, once.words)
    if language == "en":
        return {
            "smog": smog(whole.polysyllables, whole.sentences),
            "adjusted_smog": smog(once.polysyllables, once.sentences),
            "grade": flesch_kincaid(pace, weight),
        }
    if language == "es":
        return {
            "inflesz": inflesz(pace, weight),
            "adjusted_inflesz": inflesz(pace, adjusted_weight),
            "fernandez_huerta": fernandez_huerta(pace, weight),
            "adjusted_fernandez_huerta": fernandez_huerta(pace, adjusted_weight),
        }
    return {}


def _scored_of(prose: PageProse, words: Sequence[str]) -> list[str]:
    """Those of the words of a page that scores count."""
    return [word for each in prose.scored for word in words[each.first_word : each.after_words]]


def _repeated_words(prose: PageProse, words: Sequence[str], terms: TermIndex) -> list[str]:
    """The words of explained terms in scored sentences, except at the first use of each term on the page."""
    repeated: list[PhraseMatch] = []
    used: set[int] = set()
    for found in find_phrases(prose, terms.book).get(TERMS, ()):
        owner = terms.owners[prose.words[found.first_word : found.after_words]]
        if owner in used:
            repeated.append(found)
        used.add(owner)
    scored = frozenset([each.first_word for each in prose.scored] if repeated else ())
    return [
        word
        for found in repeated
        if found.sentence.first_word in scored
        for word in words[found.first_word : found.after_words]
    ]


@lru_cache(maxsize=64)
def index_terms(terms: tuple[TermForms, ...]) -> TermIndex:
    """Index the forms of all terms for searching."""
    owners: dict[Words, int] = {}
    for number, term in enumerate(terms):
        for form in term.forms:
            for spelling in (form, f"{form}s"):
                owners.setdefault(words_of(spelling), number)
    owners.pop((), None)
    return TermIndex(make_book({TERMS: owners}), owners)
