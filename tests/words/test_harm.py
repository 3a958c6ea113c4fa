"""What turns words about red flags, medicines and rest into a mistake, and what around them keeps them right."""

from __future__ import annotations

import pytest

from tests.words.texts import check

BACK = "Sciatica is leg pain from the low back.\n\n"


@pytest.mark.parametrize(
    ("question", "answer", "count"),
    [
        ("Short of breath after surgery?", "Take it easy for a few days.", 1),
        ("Short of breath after surgery?", "Take it easy and call 911.", 0),
        ("Short of breath after surgery?", "That is not something to take lightly.", 0),
        ("Will my problems with the bladder go away after this?", "They often improve.", 0),
        ("Are both legs weak?", "Do not wait.", 0),
    ],
)
def test_the_answer_to_a_question_that_names_a_red_flag_counts(question: str, answer: str, count: int) -> None:
    assert len(check(f"{question} {answer}\n", "false-calm")) == count


def test_words_that_deny_nothing_do_not_excuse_a_calming_one() -> None:
    text = "Si se le escapa la orina sin querer, no pasa nada.\n"

    assert len(check(text, "false-calm", language="es")) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("If you feel better, skip the insulin.", 1),
        ("If you skip the insulin, your sugar rises.", 0),
        ("Before surgery, ask your surgeon about:\n\n- stop taking aspirin\n- when to eat", 0),
        ("Before surgery:\n\n- stop taking aspirin\n- take a bath", 1),
        ("A friend's pills are not safe for you.", 0),
    ],
)
def test_a_condition_in_the_same_part_of_a_sentence_and_a_lead_excuse_an_order(text: str, count: int) -> None:
    assert len(check(f"{text}\n", "unsafe-medicine")) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Rest in bed.", 1),
        ("Rest in bed is not a cure.", 0),
        ("Rest in bed, not in a chair.", 1),
        ("A week in bed often cures it.", 1),
        ("A week in bed never cures it, and bed rest is not the best treatment.", 0),
        ("Moving is a better cure for sciatica than rest.", 0),
        ("Do not walk for a week.", 1),
        ("The rest of the treatment is exercise.", 0),
    ],
)
def test_rest_is_advice_near_words_that_praise_it_unless_they_are_denied(text: str, count: int) -> None:
    assert len(check(f"{BACK}{text}\n", "unsafe-advice")) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Fax the results to our desk.", 1),
        ("We fax the results to your doctor.", 0),
        ("Log in to our portal.", 1),
        ("Log in to our portal at <https://portal.example.com/>.", 0),
        ("Use the live chat.", 1),
        ("Use the [live chat](https://chat.example.com/).", 0),
    ],
)
def test_a_channel_is_promised_to_readers_only_and_may_be_a_bare_link(text: str, count: int) -> None:
    assert len(check(f"{text}\n", "promised-channel")) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("## You cannot pee\n\nWait a day and call us.", 1),
        ("You cannot pee\n:   This is harmless.", 1),
        ("::: question What if I cannot pee?\nYou can wait a day.\n:::", 1),
        ("## Both legs are weak\n\nThis is an emergency. Do not wait.", 0),
        ("## Numbness in both legs\n\nIf it goes away, still call 911.", 0),
        ("## When your legs go numb\n\n- wait for nobody", 0),
        ("## Bladder trouble\n\n## Rest\n\nIt gets better.", 0),
        ("If your legs go numb, wait until Monday.", 1),
        ("Your legs may feel tired after a long walk, which is normal.", 0),
        ("If you can not pee, wait a day.", 1),
    ],
)
def test_a_heading_counts_with_the_first_sentence_below_it(text: str, count: int) -> None:
    assert len(check(text, "false-calm")) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ibuprofen is safe all through pregnancy.", 1),
        ("Take ibuprofen if you are pregnant.", 1),
        ("Aspirin is safe for children and teens.", 1),
        ("A glass of wine with your opioid helps you sleep.", 1),
        ("You can drive right after opioids.", 1),
        ("Take your blood thinner or not as you like.", 1),
        ("Ibuprofen is not safe in pregnancy.", 0),
        ("Ask your doctor if ibuprofen is safe in pregnancy.", 0),
        ("Do not drink alcohol with opioids.", 0),
        ("Do not drive after taking opioids.", 0),
        ("Aspirin can harm children and teens.", 0),
        ("Ibuprofen is safe for most adults for ten days.", 0),
    ],
)
def test_unsafe_mixtures_are_found(text: str, count: int) -> None:
    assert len(check(text, "unsafe-medicine")) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("If your feet go numb, change the insoles.", 1),
        ("If your feet go numb, change the insoles. Then call 911.", 0),
        ("If your feet go numb, a doctor must see it.", 0),
        ("If your feet go numb:", 0),
        ("If your feet go numb, is that sciatica?", 0),
        ("When urine is leaking into the belly, it is drained.", 0),
    ],
)
def test_readers_with_a_red_flag_are_told_to_get_help(text: str, count: int) -> None:
    assert len(check(f"{text}\n", "false-calm")) == count
