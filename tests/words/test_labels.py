"""Labels: what is a mistake in a title, a summary or a setting, and what only looks like one."""

from __future__ import annotations

import pytest

from plainleaf.words import Label, Limits, examine_page, make_standard
from tests.words.texts import LEGAL, OTHER, TERMS, lists, page

PROSE = "Computed tomography (CT) takes pictures. It is the most effective test.[^a] A ZZX is odd.\n\n[^a]: NICE, 2020."


def found_in(*labels: str | Label, prose: str = PROSE, **more: object) -> list[tuple[int, int, str]]:
    """What is found in labels: the number of the label, the offset, the rule."""
    given = [Label(each, "own") if isinstance(each, str) else each for each in labels]
    standard = make_standard(lists(), TERMS, Limits(), "en")
    examined = examine_page(page(prose, **more), standard, given)  # type: ignore[arg-type]  # more are those of page
    return sorted((number, offset, problem.rule) for number, offset, problem in examined.in_labels)


def test_mistakes_are_found_at_their_offsets_in_their_labels() -> None:
    found = found_in("All is well", "Call 313-555-0110", "Pain of the the piriformus", "One\ntwo two")

    assert found == [
        (1, 5, "typed-phone"),
        (2, 12, "doubled-word"),
        (2, 16, "misspelt-term"),
        (3, 8, "doubled-word"),
    ]


def test_the_title_of_a_source_is_not_read_as_words_of_another_language() -> None:
    title = Label("Suspected cauda equina syndrome", "quoted")

    spanish = make_standard(lists("es"), TERMS, Limits(), "es")
    examined = examine_page(page("Un texto.", language="es"), spanish, [title, Label("El síndrone", "own")])

    assert [(number, problem.rule) for number, _, problem in examined.in_labels] == [(1, "misspelt-term")]


def test_nothing_reaches_from_one_label_into_the_next() -> None:
    assert found_in("We walk", "walk well", "Stay in", "bed", "Call 313", "555-0110") == []


def test_an_acronym_that_the_prose_uses_is_judged_there() -> None:
    assert found_in("What a CT shows", "The ZZX") == []
    assert found_in("The QQX and the QQX", "More of QQX") == [(0, 4, "acronym")]


def test_the_other_name_of_a_title_may_be_its_initials() -> None:
    assert found_in("Quick quiet X-ray", "The QQX") == []


def test_a_claim_with_a_source_in_the_prose_may_be_in_a_label() -> None:
    assert found_in("The most effective test") == []
    assert found_in("The most advanced test") == [(0, 4, "unsupported-claim")]


def test_e_mail_may_be_promised_in_a_label_if_the_page_gives_an_address() -> None:
    assert found_in("Email us today", prose="Come by.") == [(0, 0, "promised-email")]
    assert found_in("Email us today", prose="[Write](email:hello).") == []
    assert found_in("Email us today", prose="Email us.") == [], "the prose has the same problem"
    assert found_in("Email us today", prose="") == [], "it belongs to no page"


def test_labels_are_never_scored_but_their_sentences_may_be_too_long() -> None:
    assert found_in(*["We go."] * 40, "One. Two. Three. Four. Five.") == []
    assert found_in(" ".join(["go"] + ["far", "on"] * 11)) == [(0, 0, "long-sentence")]
    assert found_in(" ".join(["go"] + ["far", "on"] * 11), traits=LEGAL) == []


@pytest.mark.parametrize("wording", ["quoted", "name"])
def test_the_words_of_a_source_or_a_name_are_not_judged_as_our_own(wording: str) -> None:
    label = Label("Advice to stay in bed, the most advanced QQX, and e-mail us", wording)  # type: ignore[arg-type]

    assert found_in(label, traits=OTHER) == []


def test_a_name_may_have_any_words_but_no_phone_number() -> None:
    assert found_in(Label("12 Lumber Street, Walla Walla", "name")) == []
    assert found_in(Label("Siatica, the the trial", "quoted")) == [(0, 0, "misspelt-term"), (0, 13, "doubled-word")]
    assert found_in(Label("Walla Walla 313-555-0110", "name")) == [(0, 12, "typed-phone")]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("The most advanced clinic of NICE.", ["unsupported-claim"]),
        ("NICE, The most advanced clinic, 2020.", []),
        ("[The most advanced clinic](https://nice.example).", []),
        ("The most advanced clinic, 45 CFR 92.", []),
        ("Siatica, 2020.", ["misspelt-term"]),
        ("Stay in bed or not? A trial, 2016.", []),
        ("Stay in bed for a week.", ["unsafe-advice"]),
        ("Call 313-555-0110.", ["typed-phone"]),
        ("One line,\n    with more more below.", ["doubled-word"]),
        ("One.\n\n    Two two.", ["doubled-word"]),
    ],
)
def test_footnotes_are_read_but_a_source_has_words_of_its_own(note: str, found: list[str]) -> None:
    examined = examine_page(page(f"We walk.[^a]\n\n[^a]: {note}\n"), make_standard(lists(), TERMS, Limits(), "en"))

    assert [problem.rule for problem in examined.problems] == found
