"""config.yaml as a whole: names that must exist, forms that must be safe."""

from __future__ import annotations

import pytest

from plainleaf.content.config.form_checks import FORBIDDEN
from plainleaf.content.config.validate import validate_settings
from plainleaf.content.load import load
from plainleaf.problems import Report
from tests.site_stages import plan_site
from tests.site_tools import MakeSite, about_page, minimal_config, places, rules
from tests.site_variants import SPANISH_TOO

NONE = "booking:\n  delivery: none\n  thanks: thanks.md\n"
FORM = (
    "booking:\n  delivery: endpoint\n  endpoint: https://forms.example/x\n  allowed_hosts: [forms.example]\n"
    "  agreement: yes\n  thanks: thanks.md\n"
)
PHONE_LINE = "    - {name: phone, label: Phone number, type: phone}\n"


def check(make_site: MakeSite, report: Report, config: str) -> None:
    """Check a config.yaml."""
    inputs = load(make_site(files={"config.yaml": config}), report)
    assert inputs is not None
    assert report.problems == []
    validate_settings(inputs.settings, inputs.config, inputs.unclear, report)


def test_a_form_that_goes_to_a_trusted_service_is_fine(make_site: MakeSite, report: Report) -> None:
    check(make_site, report, minimal_config((NONE, f"{FORM}{QUESTIONS}")))

    assert report.problems == []


QUESTIONS = "  fields:\n    - {name: reply_to, label: Phone or email, type: phone-or-email}\n"
NAME = "{name: name, label: Your name, type: text, autocomplete: name}"
PHONE = "{name: phone, label: Phone, type: phone, optional: yes}"


@pytest.mark.parametrize(
    ("questions", "place"),
    [
        ([NAME, PHONE], "37:7"),
        ([NAME, PHONE, "{name: email, label: Email, type: email, optional: yes}"], "37:7"),
        ([NAME, "{name: where, label: Your number there, type: phone, only_for: telehealth}"], "37:7"),
        ([PHONE, "{name: also, label: Anything else?, type: text}"], "36:7"),
        ([NAME], "36:5"),
        ([], "30:3"),
    ],
)
def test_a_form_that_leaves_no_way_to_reply_is_reported(
    questions: list[str], place: str, make_site: MakeSite, report: Report
) -> None:
    fields = "".join(f"    - {question}\n" for question in questions)

    check(make_site, report, minimal_config((NONE, f"{FORM}  fields:\n{fields}" if questions else FORM)))

    assert rules(report) == ["no-way-to-reply"]
    assert places(report) == [f"config.yaml:{place}"]


@pytest.mark.parametrize(
    "questions",
    [
        [NAME, "{name: reply_to, label: Phone or email, type: phone-or-email}"],
        [NAME, PHONE, "{name: email, label: Email, type: email}"],
        [NAME, "{name: reply_to, label: Phone or email, type: text}"],
    ],
)
def test_a_form_that_leaves_a_way_to_reply_is_fine(questions: list[str], make_site: MakeSite, report: Report) -> None:
    fields = "".join(f"    - {question}\n" for question in questions)

    check(make_site, report, minimal_config((NONE, f"{FORM}  fields:\n{fields}")))

    assert report.problems == []


@pytest.mark.parametrize(
    ("change", "rule", "place"),
    [
        (("forms.example/x", "evil.example/x"), "untrusted-host", "31:13"),
        (("forms.example/x", "forms.example.evil.example/x"), "untrusted-host", "31:13"),
        (("  agreement: yes\n", ""), "no-agreement", "30:3"),
        (("agreement: yes", "agreement: no"), "no-agreement", "33:14"),
    ],
)
def test_a_form_may_not_go_elsewhere_nor_without_an_agreement(
    change: tuple[str, str], rule: str, place: str, make_site: MakeSite, report: Report
) -> None:
    check(make_site, report, minimal_config((NONE, f"{FORM.replace(*change)}{QUESTIONS}")))

    assert rules(report) == [rule]
    assert places(report) == [f"config.yaml:{place}"]


@pytest.mark.parametrize(
    "label",
    [
        "Your symptoms", "Diagnosis", "What medication do you take?", "Date of birth", "Birthday", "DOB", "SSN",
        "Social Security number", "Member ID", "Insurance", "Home address", "Sex", "Gender", "Race", "Upload your scan",
        "Card number", "Reason for your visit", "Medical condition", "What hurts?",
        "When were you born?", "How old are you?",
        "How bad is it?", "I cannot pee", "Do you have leg pain?", "Any numbness?",
    ],
)  # fmt: skip
def test_a_request_asks_nothing_that_staff_can_ask_on_the_phone(
    label: str, make_site: MakeSite, report: Report
) -> None:
    field = f'  fields:\n    - {{name: answer, label: "{label}", type: text}}\n{PHONE_LINE}'

    check(make_site, report, minimal_config((NONE, FORM + field)))

    assert rules(report) == ["asks-too-much"]
    assert places(report) == ["config.yaml:36:7"]


@pytest.mark.parametrize(
    "label",
    [
        "Your name",
        "Which office?",
        "E-mail address",
        "State where you will be",
        "Do you need an interpreter?",
        "Days",
        "Pain clinic",
        "Back pain program",
        "A sign-language interpreter",
        "Help to move onto the exam table",
    ],
)
def test_a_form_may_ask_what_a_call_back_needs(label: str) -> None:
    assert not FORBIDDEN.search(label)


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ('type: text, hint: "Tell us where it hurts."', "36:53"),
        ("type: choice, options: [A first visit, Numbness in a leg]", "36:74"),
        ("type: area, justification: Needed.", "36:7"),
    ],
)
def test_hints_and_answers_are_questions_too_and_one_word_is_no_reason(
    more: str, place: str, make_site: MakeSite, report: Report
) -> None:
    field = f"  fields:\n    - {{name: a, label: Which one, {more}}}\n{PHONE_LINE}"

    check(make_site, report, minimal_config((NONE, FORM + field)))

    assert (rules(report), places(report)) == (["asks-too-much"], [f"config.yaml:{place}"])


def test_a_hint_may_say_what_to_leave_out(make_site: MakeSite, report: Report) -> None:
    field = f'  fields:\n    - {{name: a, label: Name, type: text, hint: "Do not write about symptoms."}}\n{PHONE_LINE}'

    check(make_site, report, minimal_config((NONE, FORM + field)))

    assert report.problems == []


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("name: phone, label: Phone, type: phone", []),
        ("name: reply, label: Phone or e-mail, type: text", []),
        ("name: mail, label: E-mail, type: email, optional: yes", ["no-way-to-reply"]),
        ("name: phone, label: Phone, type: phone, only_for: telehealth", ["no-way-to-reply"]),
        ("name: who, label: Your name, type: text", ["no-way-to-reply"]),
    ],
)
def test_a_form_needs_a_way_to_reply(field: str, wanted: list[str], make_site: MakeSite, report: Report) -> None:
    check(make_site, report, minimal_config((NONE, f"{FORM}  fields:\n    - {{{field}}}\n")))

    assert rules(report) == wanted


def test_every_question_that_asks_too_much_is_reported(make_site: MakeSite, report: Report) -> None:
    fields = (
        "  fields:\n    - {name: a, label: Symptoms, type: text}\n    - {name: b, label: Notes, type: area}\n"
        "    - {name: c, label: Day, type: choices}\n" + PHONE_LINE
    )

    check(make_site, report, minimal_config((NONE, FORM + fields)))

    assert rules(report) == ["asks-too-much", "asks-too-much", "no-options"]
    assert places(report) == [f"config.yaml:{line}:7" for line in (36, 37, 38)]


def test_the_fix_guesses_names_of_contacts(make_site: MakeSite, report: Report) -> None:
    check(make_site, report, minimal_config(("phone: appointments", "phone: apointments")))

    assert rules(report) == ["unknown-phone"]
    assert report.problems[0].fix == "Did you mean 'appointments'?"


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ('label: {en: Which one, es: "¿Dónde le duele?"}', True),
        ('label: {en: Which one, es: Cuál}, hint: {en: A word, es: "Escriba qué medicinas toma."}', True),
        ('label: {en: Which one, es: Cuál}, hint: {en: A word, es: "No escriba qué medicinas toma."}', False),
        ("label: {en: Which one, es: Cuál}, missing: {en: Choose, es: Escriba su fecha de nacimiento}", True),
        ('label: {en: Which one, es: "¿Qué consultorio prefiere?"}', False),
    ],
)
def test_a_form_asks_no_more_in_another_language(text: str, broken: bool, make_site: MakeSite) -> None:
    field = f"  fields:\n    - {{name: a, {text}, type: text}}\n{PHONE_LINE}"
    config = minimal_config((NONE, FORM + field), *SPANISH_TOO)
    files = {"config.yaml": config, "content/es/about.md": about_page("Hola.")}

    problems = plan_site(make_site(files=files)).report.problems

    found = [each for each in problems if each.rule == "asks-too-much"]
    assert [each.place.path for each in found] == ["config.yaml"] * broken
