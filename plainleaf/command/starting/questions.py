"""The eight questions of `new-site`, and what answers they take. A settings file is read by the same types."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from plainleaf.command.agreement import ask
from plainleaf.input.addresses.address_types import email_address
from plainleaf.input.addresses.publish_hosts import HOSTS
from plainleaf.input.addresses.site_types import time_zone
from plainleaf.input.addresses.time_zones import is_zone
from plainleaf.input.fields import FieldType
from plainleaf.input.fieldtypes import choice, line, matching, phone_number
from plainleaf.input.nodes import Node
from plainleaf.problems import Place, Problem, Report

# What each language calls itself. The pages to start from are in these.
NAMES = {"en": "English", "es": "Español"}
OTHER = "other"
DEMONSTRATION, REAL = "demonstration", "real"
LANGUAGES = ("en", "es", "en,es")
CITY = "Detroit, MI"
# How often a question is repeated before the command gives up.
TRIES = 5


class Question(Struct, frozen=True):
    """A question: the name of its answer and option, its words, what it takes, and the answer to start from."""

    name: str
    asks: str
    type: FieldType
    example: str


def _is_city(text: str) -> bool:
    city, comma, region = text.partition(",")
    return bool(city.strip() and comma and region.strip())


QUESTIONS = (
    Question("name", "The clinic's name, as patients know it", line(wording="name"), "Example Clinic"),
    Question("city", "City and state", matching(f"a city and a state, such as {CITY}", _is_city), "Exampletown, MI"),
    Question("phone", "The number for appointments", phone_number(), "313-555-0110"),
    Question("email", "The e-mail address for questions", email_address(), "hello@clinic.example"),
    Question("timezone", "Time zone", time_zone(), "America/Detroit"),
    Question("languages", f"Languages: {', or '.join(LANGUAGES)}", choice(*LANGUAGES), "en"),
    Question("host", f"What will serve it? {', '.join(HOSTS)} or {OTHER}", choice(*HOSTS, OTHER), OTHER),
    Question(
        "purpose", f"A {DEMONSTRATION} until all of its texts are yours, or {REAL}, ready for patients?",
        choice(DEMONSTRATION, REAL), DEMONSTRATION,
    ),
)  # fmt: skip


def complete_answers(given: Mapping[str, str], *, asks: bool) -> Mapping[str, str] | Problem:
    """An answer to every question: those given, and the rest asked for at the terminal or taken from the example.

    The problem, with the option as its place, if a given answer cannot be used.
    """
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        if question.name not in given:
            answers[question.name] = _ask_until_right(question, _propose(question)) if asks else question.example
            continue
        answer, problem = read_answer(question, given[question.name])
        if problem is not None:
            return problem
        answers[question.name] = answer
    return answers


def read_answer(question: Question, written: str) -> tuple[str, Problem | None]:
    """An answer as it goes into the settings, and what is wrong with it."""
    report = Report()
    # People write languages with a space between them, too.
    text = written.replace(" ", "") if question.name == "languages" else written.strip()
    read = question.type.read(Node(text, Place(f"--{question.name}")), report)
    return str(read or text), next(iter(report.problems), None)


def _ask_until_right(question: Question, proposed: str) -> str:
    for _ in range(TRIES):
        written = ask(f"{question.asks} [{proposed}]: ") or proposed
        answer, problem = read_answer(question, written)
        if problem is None:
            return answer
        print(f"  {problem.message}. {problem.fix}")
    print(f"  Never mind: '{proposed}' for now. Change it in config.yaml.")
    return proposed


def _propose(question: Question) -> str:
    if question.name != "timezone":
        return question.example
    return next(filter(is_zone, _zones_of_machine()), question.example)


def _zones_of_machine() -> Sequence[str]:
    """What may be the names of this machine's time zone."""
    linked = os.path.realpath("/etc/localtime").partition(f"zoneinfo{os.sep}")[2]
    written = Path("/etc/timezone")
    named = written.read_text("utf-8", "replace").strip() if written.is_file() else ""
    return [os.environ.get("TZ", "").lstrip(":"), linked, named]
