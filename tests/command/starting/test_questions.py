"""The questions of `new-site`: each is asked until the answer can be used."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping

import pytest

from plainleaf.command.starting.arguments import ANSWERS
from plainleaf.command.starting.questions import QUESTIONS, TRIES, complete_answers
from plainleaf.problems import Problem


def answer(monkeypatch: pytest.MonkeyPatch, typed: str, given: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """The answers of somebody who types these lines."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    answers = complete_answers(given or {}, asks=True)
    assert not isinstance(answers, Problem)
    return answers


def test_there_are_eight_questions_and_each_can_be_answered_by_an_option() -> None:
    names = [question.name for question in QUESTIONS]

    assert len(names) == 8
    assert {*names} == {*ANSWERS, "purpose"}


def test_whoever_only_presses_enter_gets_the_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/Chicago")

    answers = answer(monkeypatch, "\n" * 8)

    examples = {question.name: question.example for question in QUESTIONS}
    # The time zone of the computer is a better guess.
    assert answers == {**examples, "timezone": "America/Chicago"}


def test_a_wrong_answer_is_asked_for_again_and_the_right_form_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {question.name: question.example for question in QUESTIONS if question.name != "phone"}

    answers = answer(monkeypatch, "(218) 555-0142\n218-555-0142\n", given)

    assert answers["phone"] == "218-555-0142"
    assert "Write: 218-555-0142" in capsys.readouterr().out


def test_nobody_is_asked_forever(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    given = {question.name: question.example for question in QUESTIONS if question.name != "host"}

    answers = answer(monkeypatch, "my cousin\n" * TRIES, given)

    assert answers["host"] == "other"
    assert "Never mind" in capsys.readouterr().out


def test_nobody_is_asked_what_was_given(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answer(monkeypatch, "", {question.name: question.example for question in QUESTIONS})

    assert capsys.readouterr().out == ""
