"""Typographic punctuation: what a careful typist would have written."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from plainleaf.markdown.typography import PLAIN, quotes_of, typeset, typeset_pieces

ENGLISH = quotes_of("en")


@pytest.mark.parametrize(
    ("plain", "marked"),
    [
        ('She said "walk".', "She said “walk”."),
        ('"Walk," she said.', "“Walk,” she said."),
        ("It's the nerve's path.", "It’s the nerve’s path."),
        ("the patients' pain", "the patients’ pain"),
        ("'sharp' pain", "‘sharp’ pain"),
        ("\"It's 'sharp'\"", "“It’s ‘sharp’”"),
        ("since the '90s", "since the ’90s"),
        ("pages 3--5", "pages 3–5"),
        ("wait --- then go", "wait — then go"),
        ("and so on...", "and so on…"),
        ('("see")', "(“see”)"),
        ("low-back pain", "low-back pain"),
        ("no marks", "no marks"),
        ("\"'No,' he said.\" It's rock 'n' roll, 'tis so.", "“‘No,’ he said.” It’s rock ’n’ roll, ’tis so."),
        ("'\"No,\" he said.'", "‘“No,” he said.’"),
        ("'Twas the '90s, 'cause I told 'em 'til then.", "’Twas the ’90s, ’cause I told ’em ’til then."),
        ("the 'cause' of it", "the ‘cause’ of it"),
        ("'sup", "’sup"),
        ("'5 mg' twice", "‘5 mg’ twice"),
        ('what--"this"', "what–“this”"),
        ('"A","B";"C" say:"now"', "“A”,“B”;“C” say:“now”"),
        ("'A','B' and the dogs',but", "‘A’,‘B’ and the dogs’,but"),
        ('"He said,"and left', "“He said,”and left"),
    ],
)
def test_plain_punctuation_becomes_typographic(plain: str, marked: str) -> None:
    assert typeset(plain, ENGLISH) == marked


def test_a_quote_after_an_element_closes() -> None:
    assert typeset('" is what she said', ENGLISH, before="k") == "” is what she said"


@pytest.mark.parametrize(
    ("language", "marked"),
    [("es", "«hola»"), ("es-MX", "«hola»"), ("de", "„hola“"), ("fr", "«\u00a0hola\u00a0»"), ("xx", "“hola”")],
)
def test_each_language_has_its_quotation_marks(language: str, marked: str) -> None:
    assert typeset('"hola"', quotes_of(language)) == marked


@pytest.mark.parametrize(
    ("language", "plain", "marked"),
    [
        ("es", "Dijo 'hola' y 'sí'. Los años '90. ¿\"Qué\"?", "Dijo “hola” y “sí”. Los años ’90. ¿«Qué»?"),
        ("de", "'hallo', '90er, \"'Ja', sagt er.\" Geht's?", "‚hallo‘, ’90er, „‚Ja‘, sagt er.“ Geht’s?"),
        ("de", "Hab 'ne Idee, 's ist Max' Buch.", "Hab ’ne Idee, ’s ist Max’ Buch."),
        ("fr", "Que faire ? Appelez : « 15 » !", "Que faire\u00a0? Appelez\u00a0: «\u00a015\u00a0»\u00a0!"),
        ("de", "Sagt »so« er :gut", "Sagt »so« er :gut"),
        ("fr", "Les années '90, l'eau, l'\"ami\", 'ici'.", "Les années ’90, l’eau, l’«\u00a0ami\u00a0», ‹ici›."),
        ("sv", "\"Ja\", sa 'hon'.", "”Ja”, sa ’hon’."),
        ("nb", "\"Ja\", sa 'hun'.", "«Ja», sa ‘hun’."),
        ("fi", "\"Joo\", 'hän'.", "”Joo”, ’hän’."),
        ("ro", "\"Da\", 'ea'.", "„Da”, «ea»."),
        ("el", "\"Ναι\", 'αυτή'.", "«Ναι», “αυτή”."),
        ("ca", '"Sí", d\'"acord".', "«Sí», d’«acord»."),
        ("pt", "'olá', \"copo d'água\"", "‘olá’, “copo d’água”"),
        ("pt-PT", '"olá"', "«olá»"),
        ("vi", "Ông nói \"được\" và 'không'.", "Ông nói “được” và ‘không’."),
        ("zh", '他说"你好"。她说"我说\'好\'"。', "他说“你好”。她说“我说‘好’”。"),
        ("zh-Hant", '他說"你好"。', "他說「你好」。"),
        ("ar", 'قال "نعم" و"لا".', "قال ”نعم“ و”لا“."),
    ],
)
def test_quotations_and_apostrophes_are_those_of_the_language(language: str, plain: str, marked: str) -> None:
    assert typeset(plain, quotes_of(language)) == marked


@given(some.text("ab \n9\"'-.(“”‘’–—…é", max_size=40))
def test_a_typeset_text_stays_as_it_is(text: str) -> None:
    marked = typeset(text, ENGLISH)

    assert typeset(marked, ENGLISH) == marked or "--" in marked or ".." in marked


@example(["9''", "9'"])
@example(["the ", "'", "90s and '", "tis"])
@given(some.lists(some.text("ab \"'9.", max_size=8), min_size=1, max_size=5))
def test_the_pieces_of_a_text_are_typeset_as_the_whole(pieces: list[str]) -> None:
    if ".." in "".join(pieces):
        return

    assert "".join(typeset_pieces(pieces, ENGLISH)) == typeset("".join(pieces), ENGLISH)


def without_punctuation(text: str) -> str:
    """A text without plain and typographic punctuation."""
    return re.sub("[“”‘’–—…]", "", PLAIN.sub("", text))


@given(some.text("ab \n9\"'-.(“”‘’–—…é", max_size=60), some.sampled_from(["", "a", " ", "(", "9"]))
def test_no_plain_punctuation_is_left_and_nothing_else_changes(text: str, before: str) -> None:
    marked = typeset(text, ENGLISH, before)

    assert not re.search(r"[\"']|---|\.\.\.", marked)
    assert without_punctuation(text) == without_punctuation(marked)
