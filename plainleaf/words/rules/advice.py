"""Advice that guidance warns against, and conditions that are confused with each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from itertools import pairwise

from plainleaf.problems import Problem
from plainleaf.words.context import (
    first_in_sentences,
    is_denied,
    is_denied_after,
    is_question,
    is_quoted,
    words_around,
    words_before,
)
from plainleaf.words.pairs import find_pairs
from plainleaf.words.phrases import Words
from plainleaf.words.prose import PageProse, PhraseMatch
from plainleaf.words.standard import Standard, problem_at, quoted

# The most words of a phrase such as "are two names for" that are considered.
REACH = 5
# The number of words in which an order such as "do not" begins.
ORDER = 2


def rest_as_advice(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """An error for each sentence that recommends rest in bed, although guidance says to keep active.

    Wider wording ("resolves with rest") counts in a text about the back and its nerves alone: a sprain may need rest.
    """
    lists = standard.lists
    orders = [(found, True) for found in prose.phrases("rest")]
    if not prose.vocabulary.isdisjoint(lists.rest_subjects):
        orders += [(found, True) for found in prose.phrases("rest_wider")]
        lasting = (found for found in prose.phrases("rest_postures") if _lasts(prose, found, standard))
        orders += [(found, _begins(prose, found)) for found in lasting]
        orders += [(found, True) for found in _paired(prose, standard)]
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


def _paired(prose: PageProse, standard: Standard) -> Iterator[PhraseMatch]:
    """Rest near words that praise or order it, where no word between them denies it: "rest … is the best cure"."""
    others = prose.phrases("not_rest")
    for found in find_pairs(prose, prose.phrases("rest_pairs"), standard.paired["rest_pairs"]):
        # "Do not walk for a week" orders rest with its first words.
        inside = prose.words[found.first_word + ORDER : found.after_words]
        is_other = any(each.first_word < found.after_words and found.first_word < each.after_words for each in others)
        if not is_other and standard.lists.denials.isdisjoint(inside):
            yield found


def _lasts(prose: PageProse, found: PhraseMatch, standard: Standard) -> bool:
    """Whether the next words say how long it lasts: days at least, or until something happens."""
    after = prose.words[found.after_words : min(found.sentence.after_words, found.after_words + REACH)]
    return not standard.lists.rest_times.isdisjoint(after)


def _begins(prose: PageProse, found: PhraseMatch) -> bool:
    """Whether a phrase is what a sentence, or a part of it after a comma, tells people to do."""
    start = found.range_in(prose)[0]
    return prose.text[found.sentence.start : start].rstrip().endswith((",", ":")) or start == found.sentence.start


def _is_advice(prose: PageProse, found: PhraseMatch, standard: Standard, *, is_order: bool) -> bool:
    """Whether rest is recommended, and not asked about, denied or called harmful. Its name alone recommends nothing."""
    lists, words = standard.lists, words_around(prose, found)
    excuses = lists.denials | lists.rest_excuses
    is_excused = not excuses.isdisjoint(words_before(prose, found) if is_order else words)
    is_excused = is_excused or is_denied_after(prose, found, lists.denials)
    is_warning = not lists.rest_harms.isdisjoint(words)
    is_warning = is_warning or any(each.sentence == found.sentence for each in prose.phrases("rest_warnings"))
    is_recommended = is_order or not lists.recommending.isdisjoint(words)
    return is_recommended and not is_excused and not is_warning and not is_question(prose, found.sentence)


def confused_conditions(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """An error for each sentence that treats two different conditions as the same."""
    for first, second in pairwise(prose.phrases("conditions")):
        others = standard.not_the_same[prose.words[first.first_word : first.after_words]]
        is_pair = prose.words[second.first_word : second.after_words] in others and first.sentence == second.sentence
        if is_pair and _are_equated(prose, first, second, standard) and _is_claimed(prose, first, standard):
            names = quoted(prose, *first.range_in(prose)), quoted(prose, *second.range_in(prose))
            yield problem_at(
                prose,
                prose.word_starts[second.first_word],
                "unsafe-advice",
                f"'{names[0]}' and '{names[1]}' are treated as the same, but they are two conditions",
                "Say how the two differ, or leave one of them out.",
                "error",
            )


def _is_claimed(prose: PageProse, found: PhraseMatch, standard: Standard) -> bool:
    """Whether the site itself says it, and does not ask or deny it."""
    is_own = not is_quoted(prose, found.sentence.start) and not is_question(prose, found.sentence)
    return is_own and not is_denied(prose, found, standard.lists.denials)


def _are_equated(prose: PageProse, first: PhraseMatch, second: PhraseMatch, standard: Standard) -> bool:
    """Whether the words between two names, or after them, say that they are the same thing."""
    lists = standard.lists
    before = _without(lists.fillers, prose.words[first.sentence.first_word : first.first_word])
    words = _without(lists.fillers, prose.words[first.after_words : second.first_word])
    between = prose.text[first.range_in(prose)[1] : second.range_in(prose)[0]].strip()
    after = prose.text[second.range_in(prose)[1] : second.sentence.end].lstrip()
    if not words:
        # In "bones that are prone to fracture (osteoporosis)" the name stands for more than one word.
        # "X/Y" in a sentence means either, and as a heading the same.
        is_alone = between.startswith("(") and after.startswith(")") and not before
        is_whole = between.startswith("/") and not before and not after
        return between.startswith("=") or is_alone or is_whole
    if len(words) == 1 and words[0] in lists.either:
        # "X, or Y, is …" gives another name; "have X, or Y" and "X or Y" list different things.
        return between.startswith((",", "(")) and after.startswith((",", ")")) and not before
    if len(words) == 1 and words[0] in lists.both:
        told = _without(lists.fillers, prose.words[second.after_words : second.sentence.after_words][:REACH])
        return any(told[: len(same)] == same for same in standard.same_after)
    # "X is Y" says something of X only if the sentence begins with it: "besides X, a cause is Y".
    return words in standard.same_as and (len(words) > 1 or not before)


def _without(fillers: Set[str], words: Iterable[str]) -> Words:
    """The words without those such as "the", which are ignored between two names."""
    return tuple(word for word in words if word not in fillers)
