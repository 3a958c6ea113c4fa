"""Find hazards that a sentence allows, praises or orders, and nothing in it warns of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from plainleaf.problems import Problem
from plainleaf.words.context import DENIED_AFTER, clause_before, first_below, is_question, is_quoted, lead_in
from plainleaf.words.phrases import phrases_in
from plainleaf.words.prose import PageProse, PhraseMatch, Sentence, place_at
from plainleaf.words.rules.advice import rest_as_advice
from plainleaf.words.rules.harm import unsafe_medicine
from plainleaf.words.standard import Standard, problem_at, quoted
from plainleaf.words.wordlists import Hazard

# Most words from the first side to the last: in a longer sentence they need not belong together.
REACH = 16
# The number of words before a permission that can make it a condition: 'if you take'.
CLOSE = 3
# The checks that report other mistakes of a rule.
OTHERS = {"unsafe-medicine": unsafe_medicine, "unsafe-advice": rest_as_advice}


def allowed_hazards(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """An error for each sentence that allows what does harm together, and neither denies it nor warns of it.

    A heading counts with the first sentence below it, and what introduces a list with each item.
    """
    found = prose.phrases("hazards")
    if not found:
        return
    in_sentences = {sentence: list(group) for sentence, group in groupby(found, key=lambda each: each.sentence)}
    headings = {below: each for each in in_sentences if (below := first_below(prose, each))}
    for sentence in sorted({*in_sentences, *headings}):
        above = lead_in(prose, sentence) or headings.get(sentence)
        sentences = [sentence] if above is None else [above, sentence]
        own = in_sentences.get(sentence, ())
        hazard = _allowed(prose, [*(in_sentences.get(above, ()) if above else ()), *own], sentences, standard)
        if hazard is None or is_question(prose, sentence) or is_quoted(prose, sentence.start):
            continue
        if any(_is_in(prose, each, sentence) for each in OTHERS[hazard.rule](prose, standard)):
            continue
        # Below a heading that names all of it, the sentence itself need not.
        start = own[0].range_in(prose)[0] if own else sentence.start
        message = f"'{quoted(prose, start, own[-1].range_in(prose)[1] if own else sentence.end)}': {hazard.harm}"
        yield problem_at(prose, start, hazard.rule, message, hazard.fix, "error")


def _is_in(prose: PageProse, problem: Problem, sentence: Sentence) -> bool:
    """Whether a problem is in a sentence: one mistake gives one problem."""
    return place_at(prose, sentence.start) <= problem.place <= place_at(prose, sentence.end)


def _allowed(
    prose: PageProse, found: Sequence[PhraseMatch], sentences: Sequence[Sentence], standard: Standard
) -> Hazard | None:
    """The first hazard that some sentences have all sides of and allow."""
    words = {each: prose.words[each.first_word : each.after_words] for each in found}
    index = standard.hazards
    for number in index.whole(words.values()):
        hazard = index.hazards[number]
        own = [each for each in found if any(one == number for one, _ in index.sides[words[each]])]
        is_near = len(sentences) > 1 or own[-1].first_word - own[0].after_words <= REACH
        is_meant = not hazard.page or not prose.vocabulary.isdisjoint(hazard.page)
        if is_near and is_meant and _is_permitted(prose, hazard, own, sentences, standard):
            return hazard
    return None


def _is_permitted(
    prose: PageProse, hazard: Hazard, own: Sequence[PhraseMatch], sentences: Sequence[Sentence], standard: Standard
) -> bool:
    """Whether sentences allow a hazard, if they have to, and no word in them denies it or warns of it."""
    lists = standard.lists
    permits = [
        each
        for sentence in sentences
        for each in phrases_in(prose, sentence, standard.permits)
        if lists.medicine_conditions.isdisjoint(clause_before(prose, each, CLOSE))
    ]
    if not permits and not hazard.is_order:
        return False
    settled = [*permits, *own, *(each for each in prose.phrases("not_denials") if each.sentence in sentences)]
    inside = {number for each in settled for number in range(each.first_word, each.after_words)}
    # Who could be asked is no excuse for an order.
    excuses = hazard.unless | (lists.calm_excuses if hazard.is_order else lists.cautions)
    return not any(
        word in excuses or (word in lists.denials and number < end)
        for number, word, end in _outside(prose, own, sentences, standard)
        if number not in inside
    )


def _outside(
    prose: PageProse, own: Sequence[PhraseMatch], sentences: Sequence[Sentence], standard: Standard
) -> Iterator[tuple[int, str, int]]:
    """The words of sentences with their numbers, and the word before which a denial of a hazard stands.

    What begins with 'if' denies something else, up to its comma: 'If one tablet does not help, take two'.
    """
    for sentence in sentences:
        phrases = [each for each in own if each.sentence == sentence]
        end = phrases[-1].after_words + DENIED_AFTER if phrases else sentence.after_words
        first = phrases[0].first_word if phrases else sentence.first_word
        clause = first - len(clause_before(prose, phrases[0], first - sentence.first_word)) if phrases else first
        is_condition = prose.words[sentence.first_word] in standard.lists.medicine_conditions
        for number in range(sentence.first_word, sentence.after_words):
            word = prose.words[number]
            yield number, word, 0 if is_condition and number < clause else end
