"""The calendar of reviews, as RFC 5545 wants it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.command.upkeep.calendar import DueReview, escape, fold, make_calendar

REVIEW = DueReview(date(2028, 5, 14), "Symptoms", "content/en/sciatica/symptoms.md", "https://small.example/a/", "Ada")


def test_a_review_is_an_event_of_a_whole_day() -> None:
    lines = make_calendar("Small Clinic", [REVIEW], date(2026, 11, 21)).split("\r\n")

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20280514" in lines
    assert "DTSTAMP:20261121T000000Z" in lines
    assert "SUMMARY:Review: Symptoms" in lines
    assert "UID:https://small.example/a/#review" in lines


def test_a_calendar_without_reviews_is_one_too() -> None:
    assert "BEGIN:VEVENT" not in make_calendar("Small Clinic", [], date(2026, 11, 21))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Heat, cold; and rest", r"Heat\, cold\; and rest"),
        (r"C:\reviews", r"C:\\reviews"),
        ("one\ntwo\r\nthree", r"one\ntwo\nthree"),
        ('"Quoted": as it is', '"Quoted": as it is'),
    ],
)
def test_what_has_a_meaning_in_a_text_is_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@given(some.text(some.characters(exclude_categories=("Cs", "Cc")), max_size=400))
def test_a_line_is_cut_between_letters_and_comes_back_whole(text: str) -> None:
    pieces = fold(text).split("\r\n")

    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece.removeprefix(" ") for piece in pieces[1:]) == text
    assert all(piece.startswith(" ") for piece in pieces[1:])
