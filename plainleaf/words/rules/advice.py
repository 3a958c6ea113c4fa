"""Advice that guidance warns against, and conditions that are confused with each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from plainleaf.problems import Problem
from plainleaf.words.context import first_in_sentences, is_question, is_quoted, words_around, words_before
from plainleaf.words.prose import PageProse, PhraseMatch
from plainleaf.words.standard import Standard, problem_at, quoted

# Words such as "the" that are ignored between two names.
FILLERS = frozenset({"a", "an", "the", "also", "often", "sometimes", "un", "una", "el", "la", "también"})
SAME_SIGNS = ("(", "/", "=")
EITHER_OR = (("or",), ("o",))


def rest_as_advice(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """An error for each sentence that recommends rest in bed, although guidance says to keep active.

    Wider wording ("resolves with rest") counts in a text about the back and its nerves alone: a sprain may need rest.
    """
    lists = standard.lists
    orders = [(found, True) for found in prose.phrases("rest")]
    if not prose.vocabulary.isdisjoint(lists.rest_subjects):
        orders += [(found, True) for found in prose.phrases("rest_wider")]
    names = [(found, False) for found in prose.phrases("rest_names")]
    advised = (
        found for found, is_order in sorted(orders + names) if _is_advice(prose, found, standard, is_order=is_order)
    )
    for found in first_in_sentences(prose, advised):
        yield problem_at(
            prose,
            prose.word_starts[found.first_word],
            "unsafe-advice",
            f"'{quoted(prose, *found.range_in(prose))}' is given as advice, but guidance says to keep active",
            "Say how to keep moving, or make clear that bed rest is not advised.",
            "error",
        )


def _is_advice(prose: PageProse, found: PhraseMatch, standard: Standard, *, is_order: bool) -> bool:
    """Whether rest is recommended, and not asked about, denied or called harmful. Its name alone recommends nothing."""
    lists, words = standard.lists, words_around(prose, found)
    excuses = lists.denials | lists.rest_excuses
    is_excused = not excuses.isdisjoint(words_before(prose, found) if is_order else words)
    is_warning = not lists.rest_harms.isdisjoint(words)
    is_recommended = is_order or not lists.recommending.isdisjoint(words)
    return is_recommended and not is_excused and not is_warning and not is_question(prose, found.sentence)


def confused_conditions(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """An error for each sentence that treats two different conditions as the same."""
    for first, second in pairwise(prose.phrases("conditions")):
        others = standard.not_the_same[prose.words[first.first_word : first.after_words]]
        is_pair = prose.words[second.first_word : second.after_words] in others and first.sentence == second.sentence
        if is_pair and _are_equated(prose, first, second, standard) and not is_quoted(prose, first.sentence.start):
            names = quoted(prose, *first.range_in(prose)), quoted(prose, *second.range_in(prose))
            yield problem_at(
                prose,
                prose.word_starts[second.first_word],
                "unsafe-advice",
                f"'{names[0]}' and '{names[1]}' are treated as the same, but they are two conditions",
                "Say how the two differ, or leave one of them out.",
                "error",
            )


def _are_equated(prose: PageProse, first: PhraseMatch, second: PhraseMatch, standard: Standard) -> bool:
    """Whether the words between two names say that they are the same thing."""
    before = prose.text[first.sentence.start : first.range_in(prose)[0]]
    between = prose.text[first.range_in(prose)[1] : second.range_in(prose)[0]].strip()
    words = tuple(word for word in prose.words[first.after_words : second.first_word] if word not in FILLERS)
    if not words:
        return between.startswith(SAME_SIGNS)
    if words in EITHER_OR:
        # "X, or Y" gives another name; "a fracture, X, or Y" and "X or Y" list different things.
        return between.startswith((",", "(")) and "," not in before
    return words in standard.same_as
