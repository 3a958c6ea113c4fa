"""What can do harm: words that calm people down about a red flag, medicines stopped or shared, words that blame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from plainleaf.problems import Problem
from plainleaf.words.context import (
    clause_before,
    first_below,
    first_in_sentences,
    is_question,
    is_quoted,
    lead_in,
    next_sentence,
    paragraph_at,
    words_around,
    words_before,
    words_right_before,
)
from plainleaf.words.pairs import find_pairs
from plainleaf.words.phrases import phrases_in
from plainleaf.words.prose import PageProse, PhraseMatch, Sentence
from plainleaf.words.standard import Standard, problem_at, quoted
from plainleaf.words.values import ListName

# The number of words before a phrase that can turn it into its opposite: 'is not usually harmless'.
NEAR = 5
# The number of words before an order that can make it a condition.
CLOSE = 3
# A question that merely names a red flag has at most this many words, and this many before it: "Are both legs weak?".
BRIEF, SHORT = 8, 2


def false_calm(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """An error for each sentence that says of a red flag that it can wait, passes or is harmless.

    In a list, the sentence that introduces it counts as well: 'You can wait if:'.
    """
    pairs = find_pairs(prose, prose.phrases("red_flags"), standard.paired["red_flags"])
    for sentence, group in groupby(pairs, key=lambda flag: flag.sentence):
        flags = list(group)
        own, others = _calming(prose, flags, standard)
        calms = [*own, *others]
        if any(_is_settled(prose, flag, own, standard) for flag in flags):
            continue
        if not calms and _is_unanswered(prose, flags[0], standard):
            yield _told(prose, flags[0], "and nobody is told to get help")
        if not calms:
            continue
        found = next(((flag, calm) for flag in flags for calm in calms if _calms(prose, flag, calm, standard)), None)
        if found is None:
            continue
        flag, calm = found
        if not any(_is_urgent(prose, each, own, standard) for each in (sentence, calm.sentence)):
            yield _told(prose, flag, f"and '{quoted(prose, *calm.range_in(prose))}' makes it sound harmless")


def _told(prose: PageProse, flag: PhraseMatch, what: str) -> Problem:
    return problem_at(
        prose,
        prose.word_starts[flag.first_word],
        "false-calm",
        f"'{quoted(prose, *flag.range_in(prose))}' is a red flag, {what}",
        "Say what to do at once, for example: call 911 or go to the nearest emergency room.",
        "error",
    )


def _is_unanswered(prose: PageProse, flag: PhraseMatch, standard: Standard) -> bool:
    """Whether a sentence tells readers what to do if they have a red flag, and it is not to get help.

    'If both feet go numb, change your shoes.' Sentences after it in its paragraph may say what is right.
    """
    lists, sentence = standard.lists, flag.sentence
    condition = prose.words[sentence.first_word : flag.after_words]
    start, end = flag.range_in(prose)
    is_case = condition[0] in lists.flag_conditions and not lists.flag_readers.isdisjoint(condition)
    if not is_case or "," not in prose.text[end : sentence.end].rstrip(" ,;.") or is_question(prose, sentence):
        return False
    rest = [each for each in prose.paragraphs[paragraph_at(prose, start)].sentences if each >= sentence]
    words = prose.words[flag.after_words : rest[-1].after_words]
    names_help = not (lists.flag_answers | lists.denials | lists.calm_excuses).isdisjoint(words)
    is_helped = names_help or any(_is_urgent(prose, each, [], standard) for each in rest)
    return not is_helped and not prose.text[: sentence.end].rstrip().endswith(":")


def _calming(
    prose: PageProse, flags: Sequence[PhraseMatch], standard: Standard
) -> tuple[list[PhraseMatch], list[PhraseMatch]]:
    """The calming phrases in the sentence of red flags, and in the one that goes with it.

    That is the sentence before a list, or the one after "Trouble peeing?" or below such a heading.
    """
    sentence = flags[0].sentence
    if sentence.after_words - sentence.first_word <= BRIEF and (below := first_below(prose, sentence)):
        return _harmless_in(prose, standard, sentence), _harmless_in(prose, standard, below)
    if not is_question(prose, sentence):
        return _harmless_in(prose, standard, sentence), _harmless_in(prose, standard, lead_in(prose, sentence))
    is_name = flags[0].first_word - sentence.first_word < SHORT and sentence.after_words - sentence.first_word <= BRIEF
    return [], _harmless_in(prose, standard, next_sentence(prose, sentence)) if is_name else []


def _is_settled(prose: PageProse, flag: PhraseMatch, calms: Sequence[PhraseMatch], standard: Standard) -> bool:
    """Whether nobody is told that they have a red flag: it is absent, or in the words of a source."""
    before = words_right_before(prose, flag, NEAR)
    # In "do not worry if you cannot pee" it is the worry that is denied.
    are_denied = any(calm.first_word < flag.first_word <= calm.after_words + NEAR for calm in calms)
    is_absent = not are_denied and not standard.lists.denials.isdisjoint(before)
    return is_absent or is_quoted(prose, flag.sentence.start)


def _calms(prose: PageProse, flag: PhraseMatch, calm: PhraseMatch, standard: Standard) -> bool:
    """Whether a phrase calms people down about a red flag, and nothing in the sentences says otherwise."""
    lists, words = standard.lists, prose.words
    if _overlap(flag, calm) or is_question(prose, calm.sentence):
        return False
    inside = {*range(flag.first_word, flag.after_words), *range(calm.first_word, calm.after_words)}
    if any(not lists.denials.isdisjoint(_words_near(prose, each, inside)) for each in (flag, calm)):
        return False
    first, second = sorted((flag, calm))
    if not lists.calm_turns.isdisjoint(words[first.after_words : second.first_word]):
        return False
    outside = [
        number
        for sentence in {flag.sentence, calm.sentence}
        for number in range(sentence.first_word, sentence.after_words)
        if number not in inside
    ]
    return lists.calm_excuses.isdisjoint(words[number] for number in outside)


def _is_urgent(prose: PageProse, sentence: Sentence, calms: Sequence[PhraseMatch], standard: Standard) -> bool:
    """Whether a sentence says to act at once, and not that there is no need to."""
    inside = {number for calm in calms for number in range(calm.first_word, calm.after_words)}
    return any(
        found.first_word not in inside and standard.lists.denials.isdisjoint(words_right_before(prose, found, 6))
        for found in _phrases_in(prose, "urgent", sentence)
    )


def _harmless_in(prose: PageProse, standard: Standard, sentence: Sentence | None) -> list[PhraseMatch]:
    """The phrases that call something harmless in a sentence."""
    return [*phrases_in(prose, sentence, standard.harmless)] if sentence else []


def _phrases_in(prose: PageProse, name: ListName, sentence: Sentence | None) -> list[PhraseMatch]:
    """The phrases of a list that are in a sentence."""
    return [found for found in prose.phrases(name) if found.sentence == sentence]


def _overlap(one: PhraseMatch, other: PhraseMatch) -> bool:
    return one.first_word < other.after_words and other.first_word < one.after_words


def _words_near(prose: PageProse, found: PhraseMatch, inside: set[int]) -> Sequence[str]:
    """The words right before a phrase, except those of the phrases themselves and those such as 'without warning'."""
    first = max(found.sentence.first_word, found.first_word - NEAR)
    for each in prose.phrases("not_denials"):
        inside = inside.union(range(each.first_word, each.after_words))
    return [prose.words[number] for number in range(first, found.first_word) if number not in inside]


def unsafe_medicine(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """An error for each sentence that tells people to stop, skip, double or share a medicine on their own."""
    pairs = find_pairs(prose, prose.phrases("medicine_orders"), standard.paired["medicine_orders"], is_ordered=True)
    for found in first_in_sentences(prose, (pair for pair in pairs if _is_order(prose, pair, standard))):
        yield problem_at(
            prose,
            prose.word_starts[found.first_word],
            "unsafe-medicine",
            f"'{quoted(prose, *found.range_in(prose))}' can do harm when nobody is asked",
            "Say whom to ask first: the doctor who prescribed the medicine, or a pharmacist.",
            "error",
        )


def _is_order(prose: PageProse, found: PhraseMatch, standard: Standard) -> bool:
    """Whether people are told to do something with a medicine, and not asked, warned or sent to somebody who knows."""
    lists = standard.lists
    before = words_before(prose, found)
    is_excused = (
        not lists.denials.isdisjoint(before)
        or not lists.medicine_conditions.isdisjoint(clause_before(prose, found, CLOSE))
        or not lists.medicine_excuses.isdisjoint(before | words_around(prose, found))
    )
    is_warned = any(each.sentence == found.sentence for each in prose.phrases("medicine_warnings"))
    return not is_excused and not is_warned and not is_question(prose, found.sentence)


def stigma(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """A warning for each phrase that makes a person the illness, or blames them, where the site asks for advice."""
    for found in prose.phrases("stigma"):
        if is_quoted(prose, found.sentence.start):
            continue
        better = standard.stigma[prose.words[found.first_word : found.after_words]]
        yield problem_at(
            prose,
            prose.word_starts[found.first_word],
            "stigma",
            f"'{quoted(prose, *found.range_in(prose))}' can hurt people who have the illness",
            f"Say it of a person, for example: {better}.",
            "warning",
        )
