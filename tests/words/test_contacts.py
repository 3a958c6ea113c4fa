"""Phone numbers come from the configuration, and a page that promises e-mail gives an address."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from plainleaf.words import Limits, TextTraits, examine_page, make_standard
from tests.conversions import convert
from tests.markdown_pieces import ENGINES, LINES, SIGNS, WORDS
from tests.test_markdown_safety import Seen
from tests.words.texts import LEGAL, OTHER, check, lists, page, places

NUMBER = "313-555-0123"
# Where a number is no part of another one, a word or a path.
STANDS_ALONE = re.compile(rf"(?<![\w/.,:-]){NUMBER}(?![\w-])")
# … and where it belongs to an address or to the name of a note.
ADDRESS = re.compile(rf"\]\([^()]*{NUMBER}|\]\(\S*{NUMBER}|\]:\S*\s*\S*{NUMBER}|\[\^\S*{NUMBER}")


@pytest.mark.parametrize(
    "number",
    [
        "313- 555-0110",
        "313-555-0110",
        "(313) 555-0110",
        "313.555.0110",
        "1-800-555-0110",
        "+1 313 555 0110",
        "3135550110",
        "+44 20 7946 0000",
        "1-800-NURSES-1",
        "313\u2011555\u20110110",
        "3\u0661\u0663-555-0110",  # Arabic digits, which the fast test does not recognize
    ],
)
def test_a_typed_phone_number_in_any_format_is_an_error(number: str) -> None:
    problems = check(f"Our nurses.\n\nCall us at {number}, or come by.\n", "typed-phone")

    assert places(problems) == [(12, 12)]
    assert problems[0].severity == "error"
    assert number in problems[0].message
    assert "[](phone:" in problems[0].fix


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("(313) 555-0110", "nurse"), ("+1 313 555 0110", "nurse"), ("313.555.0111", "NAME"), ("1-800-NURSES-1", "NAME"),
        ("+313 555 0110", "nurse"), ("+44 313 555 0110", "NAME"),
    ],
)  # fmt: skip
def test_the_fix_names_a_number_that_the_site_has(number: str, name: str) -> None:
    phones = (("nurse", "313-555-0110"), ("shop", "1-800-FLOWERS-1"), ("desk", "1 313 555 0110"))

    found = examine_page(page(f"Call us at {number}, or come by."), make_standard(lists(), (), Limits(), "en", phones))

    fixes = [each.fix for each in found.problems if each.rule == "typed-phone"]
    assert [fix.partition("(phone:")[2].partition(")")[0] for fix in fixes] == [name]


def test_a_number_in_the_text_of_a_link_counts_as_typed() -> None:
    assert places(check("Call [313-555-0110](phone:nurse).", "typed-phone")) == [(10, 7)]


@pytest.mark.parametrize(
    "text",
    [
        "Call [](phone:nurse), 911, 711 or 988.",
        "In 2024, 150-200 people; 2026-05-01; 10 000 steps; 1,000,000 people; 8:00-17:00.",
        "Take 400 to 800 mg, 3 to 4 times. 87 of 100. 50 200 3000.",
        "See https://doi.org/10.1136/313-555-0110 and ISBN 978-0-306-40615-7.",
        "Trial.[^a]\n\n[^a]: A book, 2020, ISBN 313-555-0110.",
    ],
)
def test_other_numbers_are_accepted(text: str) -> None:
    assert not check(text, "typed-phone")


def test_a_notice_that_promises_e_mail_without_an_address_is_an_error() -> None:
    problems = check("## Aids\n\nAsk by phone or by e-mail.\n", "promised-email", traits=LEGAL)

    assert places(problems) == [(12, 17)]
    assert problems[0].severity == "error"


def test_email_us_needs_an_address_on_every_page() -> None:
    assert places(check("Call or email us.", "promised-email")) == [(10, 9)]


@pytest.mark.parametrize(
    ("text", "traits"),
    [
        ("Ask by e-mail: [](email:aids).", LEGAL),
        ("Email us.", TextTraits(shows_emails=True)),
        ("You get the plan on paper or by email.", OTHER),
    ],
)
def test_e_mail_with_an_address_or_without_a_promise_is_accepted(text: str, traits: TextTraits) -> None:
    assert not check(text, "promised-email", traits=traits)


@given(some.lists(some.sampled_from((*LINES, *WORDS, *SIGNS)), max_size=4), some.data())
def test_a_number_that_readers_see_is_found_wherever_it_stands(pieces: list[str], data: some.DataObject) -> None:
    number = data.draw(
        some.sampled_from(["{}", " {} ", "`{}`", "\n\n    {}\n", "\n```\nCall {}.\n```\n", "[Note]: call {}"])
    )
    ends = [data.draw(some.sampled_from(["", "\n", "\n\n"])) for _ in pieces]
    parts = [piece + end for piece, end in zip(pieces, ends, strict=True)]
    parts.insert(data.draw(some.integers(0, len(parts))), number.format(NUMBER))
    text = "".join(parts)
    # Tags are errors, and an address is reported as one.
    assume("<" not in text and not ADDRESS.search(text))

    seen = [" ".join(Seen(convert(text, engine).html).texts) for engine in ENGINES]

    assert check(text, "typed-phone") or not any(STANDS_ALONE.search(each) for each in seen)


@pytest.mark.parametrize("before", ["Tel:", "Tel.", "Call us,", "`", "Call **", '"'])
def test_a_number_right_after_a_sign_is_found(before: str) -> None:
    assert places(check(f"{before}313-555-0110", "typed-phone")) == [(10, len(before) + 1)]


@pytest.mark.parametrize(("text", "language"), [("Call 555-0110.", "en"), ("Llame al 555-0110.", "es")])
def test_a_number_without_area_code_counts_after_a_word_for_calling(text: str, language: str) -> None:
    assert len(check(f"{text}\n", "typed-phone", language=language)) == 1
    assert check("Las páginas 100-2000 y el código 555-0110.\n", "typed-phone", language=language) == []
