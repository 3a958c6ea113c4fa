"""Slips of typing that leave real words: 'yourdoctor', 'the leg.It hurts', 'come form the back'."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Problem
from plainleaf.words.context import is_quoted
from plainleaf.words.phrases import sentence_with, words_of
from plainleaf.words.prose import PageProse
from plainleaf.words.spelling.joined import is_word
from plainleaf.words.standard import Standard, problem_at

# A stop between two words. It begins with a character that is quick to search for.
STOP = lazy_pattern(r"[.!?](?<=[^\W\d_]{3}.)(?=[^\W\d_])")
BEFORE, AFTER = lazy_pattern(r"(?<![\w.@/#:-])[^\W\d_]+\Z"), lazy_pattern(r"[^\W\d_]+(?![\w@/]|[.-]\w)")
# Ends of addresses, which are written with a capital now and then.
ENDS = frozenset({"com", "org", "net", "gov", "edu", "info", "us", "uk", "js"})
LONGEST = 40
FIX = "Correct it. If it is right, add it to 'right' in the word lists."


def typing_slips(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """A warning for each pair of words without a space, and for each word that is a slip between its neighbors."""
    yield from _joined(prose, standard)
    yield from _stops(prose, standard)
    for number in prose.numbers_of(standard.slips) if not prose.vocabulary.isdisjoint(standard.slips) else ():
        sentence = sentence_with(prose, number)
        if sentence is None or is_quoted(prose, sentence.start):
            continue
        first, after = prose.words[max(sentence.first_word, number - 1) : number], prose.words[number + 1 :][:1]
        for slip in standard.slips[prose.words[number]]:
            is_after = not slip.after or not slip.after.isdisjoint(first)
            if is_after and not slip.before.isdisjoint(after) and number + 1 < sentence.after_words:
                yield _slip(prose, number, f"'{slip.word}' before '{after[0]}' looks like a slip for '{slip.meant}'")
                break


def _slip(prose: PageProse, number: int, message: str) -> Problem:
    return problem_at(prose, prose.word_starts[number], "typing-slip", message, FIX, "warning")


def _joined(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """Words that were run together. A name may look like that."""
    found = {word: split for word in prose.vocabulary if (split := standard.split(word))}
    if not found:
        return
    names = {word for name in prose.page.names for word in words_of(name)}
    for number in prose.numbers_of(found):
        word, start = prose.words[number], prose.word_starts[number]
        sentence = sentence_with(prose, number)
        is_name = prose.text[start].isupper() and sentence is not None and number != sentence.first_word
        if sentence is None or is_name or word in names or standard.find_mistakes(word):
            continue
        yield _slip(prose, number, f"'{word}' looks like two words: '{found[word]}'")


def _stops(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """Sentences without a space between them."""
    text, language, lists = prose.text, prose.page.language, standard.lists
    if b".a" not in prose.shape and b".A" not in prose.shape:
        return
    for found in STOP.finditer(text):
        after = AFTER.match(text, found.end())
        if after is None or not after[0][0].isupper() or after[0][1:] != after[0][1:].lower():
            continue
        before = BEFORE.search(text, max(0, found.start() - LONGEST), found.start())
        if before is None or not before[0].islower() or after[0].lower() in ENDS:
            continue
        number = bisect_right(prose.word_starts, before.start()) - 1
        if number < 0 or sentence_with(prose, number) is None:
            continue
        words = (before[0].lower(), after[0].lower())
        if all(word in lists.right or is_word(word, lists.medical, language) for word in words):
            message = f"there is no space between '{before[0]}{found[0]}' and '{after[0]}'"
            yield _slip(prose, number, message)
