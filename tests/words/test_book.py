"""Listed phrases are found in one search, whatever lists they are in."""

from __future__ import annotations

import pytest

from plainleaf.words.book import find_phrases, make_book
from plainleaf.words.pairs import find_pairs, index_pairs
from plainleaf.words.phrases import expand_phrases
from plainleaf.words.prose import read_prose
from tests.words.texts import page


def found_in(text: str, **lists: str) -> dict[str, list[str]]:
    """The phrases in a text by the names of their lists, of which each is written with commas."""
    prose = read_prose(page(text))
    book = make_book({name: expand_phrases(tuple(listed.split(","))) for name, listed in lists.items()})
    return {
        name: [" ".join(prose.words[each.first_word : each.after_words]) for each in matches]
        for name, matches in find_phrases(prose, book).items()
    }


def test_a_phrase_of_two_lists_is_found_for_both() -> None:
    found = found_in("Take a rest at home.", orders="take a rest,take", places="at home,rest at home", both="take")

    assert found == {"orders": ["take a rest"], "places": ["rest at home"], "both": ["take"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bed rest. Bed rest", ["bed rest", "bed rest"]),
        ("Go to bed. Rest well.", []),
        ("- the bed\n- rest\n", []),
        ("Bed rest is best now.", ["bed rest is best"]),
        ("Bed\nrest helps.", ["bed rest"]),
        ("Beds and rests.", []),
        ("", []),
    ],
)
def test_the_longest_phrase_counts_and_none_leaves_its_sentence(text: str, found: list[str]) -> None:
    assert found_in(text, rest="bed rest,bed rest is best,best now").get("rest", []) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Loss of feeling in the groin.", ["loss of feeling in the groin"]),
        # Only "loss of" has its other one on the page, so the longer phrase does not hide it.
        ("Loss of feeling in the bladder.", ["loss of feeling in the bladder"]),
        ("Loss of touch at the groin.", ["loss of touch at the groin"]),
        ("Loss of feeling in the hand.", []),
        ("The groin. Loss of feeling.", []),
        ("A weak stream.", ["a weak stream"]),
    ],
)
def test_a_phrase_whose_other_one_is_not_on_the_page_is_not_looked_for(text: str, found: list[str]) -> None:
    pairs = index_pairs([("loss of feeling|touch", "groin"), ("loss of", "bladder")], ("a weak stream",))
    prose = read_prose(page(text))

    matches = find_phrases(prose, make_book({}, {"signs": pairs})).get("signs", ())

    assert [text[slice(*each.range_in(prose))].lower() for each in find_pairs(prose, matches, pairs)] == found
