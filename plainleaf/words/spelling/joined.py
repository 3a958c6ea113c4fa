"""Two words that were run together: 'yourdoctor', 'painwhich'."""

from __future__ import annotations

from collections.abc import Callable, Set

from plainleaf.words.cache import memoized
from plainleaf.words.spelling.dictionary import is_in_dictionary, load_dictionary

# letters: shorter pieces are often endings, which the dictionary has as well.
SHORTEST = 3


def make_splitter(joined: Set[str], known: Set[str], language: str) -> Callable[[str], str]:
    """A memoized function that splits a lower-case word into the two words it is made of, with a space; "" for a word
    itself. One of the two is among `joined`, and the other in the language's dictionary or `known`.
    """
    longest_first = sorted(joined, key=len, reverse=True)
    firsts, lasts = tuple(longest_first), tuple(longest_first)

    @memoized(50_000)
    def split(word: str) -> str:
        if not (word.startswith(firsts) or word.endswith(lasts)) or word in joined or word in known:
            return ""
        halves = [(each, word[len(each) :]) for each in longest_first if word.startswith(each)]
        halves += [(word[: -len(each)], each) for each in longest_first if word.endswith(each)]
        halves = [pair for pair in halves if min(map(len, pair)) >= SHORTEST and word.isalpha()]
        # The dictionary is loaded only for words such as these.
        if not halves or not load_dictionary(language) or is_in_dictionary(word, language):
            return ""
        are_words = (pair for pair in halves if all(is_word(half, known, language) for half in pair))
        return " ".join(next(are_words, ()))

    return split


def is_word(word: str, known: Set[str], language: str) -> bool:
    """Whether a lower-case word is known or in the dictionary of a language."""
    return word in known or is_in_dictionary(word, language)
