"""Forms: the questions of config.yaml as a page asks them, and what is sent where."""

from __future__ import annotations

import re

import pytest

from tests.site_stages import plan_site
from tests.site_tools import BuildSite, CheckSite, MakeSite, minimal_config

QUESTIONS = """  fields:
    - {name: visit, label: "What kind of visit?", type: choice, options: [In-office, Telehealth]}
    - {name: full_name, label: Your name, type: text, autocomplete: name}
    - {name: phone, label: "What's your phone number?", type: phone, autocomplete: tel, inputmode: tel}
    - {name: mail, label: Your e-mail, type: email, optional: yes, hint: We write once.}
    - {name: state, label: Where will you be?, type: state, only_for: telehealth}
    - {name: place, label: Which office?, type: location, only_for: in-office}
    - {name: times, label: When?, type: choices, options: [Mornings, Afternoons]}
    - {name: note, label: Access needs, type: area, optional: yes, justification: To book an interpreter.}
"""
NONE = "booking:\n  delivery: none\n  thanks: thanks.md\n"
SENT = (
    "booking:\n  delivery: endpoint\n  endpoint: https://forms.example/requests\n  allowed_hosts: [forms.example]\n"
    f"  agreement: AGREED\n  thanks: thanks.md\n{QUESTIONS}"
)


def config(agreement: str = "yes") -> str:
    """A config.yaml with a booking form that is sent."""
    return minimal_config((NONE, SENT.replace("AGREED", agreement)))


def booking(visit: str = "") -> str:
    """A booking page, for one kind of visit or any."""
    lines = f"visit: {visit}\n" if visit else ""
    return f"---\nkind: booking\ntitle: Ask for a visit\nsummary: We call you back.\n{lines}---\n"


def page_of(make_site: MakeSite, build_site: BuildSite, agreement: str = "yes", visit: str = "") -> str:
    """The HTML of a booking page."""
    result = build_site(make_site(files={"config.yaml": config(agreement), "content/en/booking.md": booking(visit)}))
    assert result.problems == []
    return (result.out / "booking/index.html").read_text(encoding="utf-8")


def test_a_question_has_the_type_and_the_help_that_it_needs(make_site: MakeSite) -> None:
    form = plan_site(make_site(files={"config.yaml": config()})).job("booking/index.html").page.form

    assert form is not None
    fields = {field.name: field for field in form.fields}
    assert fields["phone"].label == "What’s your phone number?"
    assert (fields["phone"].autocomplete, fields["phone"].inputmode) == ("tel", "tel")
    assert fields["mail"].is_optional
    assert fields["note"].max_length == 200
    assert fields["state"].autocomplete == "address-level1"
    assert [choice.value for choice in fields["place"].choices] == ["Main office"]
    assert form.thanks_url == "/thanks/"


THANKS = "---\nkind: thanks\ntitle: Thank you\nsummary: What happens next.\nafter: {}\n---\n"


@pytest.mark.parametrize(("after", "agreement", "is_said"), [
    ("booking", "yes", True), ("booking", "demonstration", True), ("message", "yes", False), ("payment", "yes", False),
])  # fmt: skip
def test_the_page_after_a_form_says_when_a_reply_comes_and_what_to_do_without_one(
    after: str, agreement: str, is_said: bool, make_site: MakeSite, build_site: BuildSite
) -> None:
    settings = config(agreement).replace("  thanks: thanks.md\n", "  thanks: thanks.md\n  reply_within: two days\n", 1)
    files: dict[str, str | bytes] = {"config.yaml": settings, "content/en/sent.md": THANKS.format(after)}

    html = (build_site(make_site(files=files)).out / "sent/index.html").read_text(encoding="utf-8")

    assert ("We reply within two days." in html) == is_said
    assert bool(re.search(r"If you have not heard from us by then, call <a [^>]*href=\"tel:", html)) == is_said


def test_only_services_that_can_be_booked_are_offered(make_site: MakeSite) -> None:
    service = "---\nkind: service\ntitle: {}\nsummary: An hour.\nprice: $100\nbookable: {}\n---\n"
    question = "    - {name: what, label: Which service?, type: service}\n"
    settings = config().replace("  fields:\n", f"  fields:\n{question}")
    files: dict[str, str | bytes] = {
        "config.yaml": settings,
        "content/en/first.md": service.format("A first visit", "yes"),
        "content/en/report.md": service.format("A report", "no"),
    }

    form = plan_site(make_site(files=files)).job("booking/index.html").page.form

    assert form is not None
    assert [(choice.value, choice.label) for choice in form.fields[0].choices] == [("A first visit", "A first visit")]
    assert form.fields[0].type == "choice"


@pytest.mark.parametrize(
    ("visit", "chosen", "only"),
    [("telehealth", ["Telehealth"], "state"), ("in-office", ["In-office"], "place"), ("", [], "")],
)
def test_a_page_for_one_type_of_visit_preselects_it_and_asks_what_it_needs(
    visit: str, chosen: list[str], only: str, make_site: MakeSite
) -> None:
    files = {"config.yaml": config(), "content/en/booking.md": booking(visit)}

    form = plan_site(make_site(files=files)).job("booking/index.html").page.form

    assert form is not None
    fields = {field.name: field for field in form.fields}
    assert [choice.value for choice in fields["visit"].choices if choice.is_chosen] == chosen
    assert fields.keys() & {"state", "place"} == ({only} if only else {"state", "place"})
    # Whoever has not said yet which visit it will be cannot be made to answer both.
    assert all(fields[name].is_optional == (not visit) for name in fields.keys() & {"state", "place"})


def test_a_form_that_is_sent_posts_to_its_service_and_every_question_has_a_label(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    page = page_of(make_site, build_site)

    assert re.search(r'<form[^>]* method="post"[^>]* action="https://forms\.example/requests"', page)
    names = re.findall(r'<(?:input|textarea|select)[^>]* id="([^"]+)"', page)
    assert len(names) >= 8
    assert [name for name in names if f'for="{name}"' not in page] == []
    assert "placeholder" not in page
    assert "(optional)" in page


def test_a_demonstration_has_no_form_that_could_be_sent(make_site: MakeSite, build_site: BuildSite) -> None:
    page = page_of(make_site, build_site, agreement="demonstration")

    assert "<form" not in page
    assert "<button" not in page
    assert "forms.example" not in page
    assert "Nothing you type here is sent." in page


def test_without_delivery_phone_and_e_mail_replace_the_form(make_site: MakeSite, build_site: BuildSite) -> None:
    result = build_site(make_site())

    for name in ("booking", "contact"):
        page = (result.out / name / "index.html").read_text(encoding="utf-8")
        assert "<form" not in page
        assert "<input" not in page
        assert 'href="tel:+13135550100"' in page
        assert 'href="mailto:hello@small.example"' in page


@pytest.mark.parametrize("agreement", ["yes", "demonstration"])
def test_the_emergency_notice_is_next_to_every_form(agreement: str, make_site: MakeSite, build_site: BuildSite) -> None:
    main = page_of(make_site, build_site, agreement).split("<main", 1)[1].split("</main>")[0]

    assert "This form is not for urgent problems." in main
    assert "911" in main
    assert "nearest emergency room" in main
    assert "This is a request, not an appointment." in main


SERVICE = "---\nkind: service\ntitle: {}\nsummary: An hour.\nprice: $100\nbookable: {}\n---\n"
ABOUT_SERVICE = "---\nkind: booking\ntitle: Ask for a visit\nsummary: We call you back.\nservice: {}\n---\n"


def with_service(named: str) -> dict[str, str | bytes]:
    """A site with two services, of which one can be booked, and a booking page for one of them."""
    question = "    - {name: what, label: Which service?, type: service}\n"
    return {
        "config.yaml": config().replace("  fields:\n", f"  fields:\n{question}"),
        "content/en/first.md": SERVICE.format("A first visit", "yes"),
        "content/en/gait.md": SERVICE.format("Gait analysis", "yes"),
        "content/en/report.md": SERVICE.format("A report", "no"),
        "content/en/booking.md": ABOUT_SERVICE.format(named),
    }


def test_a_page_for_one_service_has_it_chosen(make_site: MakeSite) -> None:
    form = plan_site(make_site(files=with_service("gait.md"))).job("booking/index.html").page.form

    assert form is not None
    assert [(choice.label, choice.is_chosen) for choice in form.fields[0].choices] == [
        ("A first visit", False),
        ("Gait analysis", True),
    ]


@pytest.mark.parametrize(
    ("named", "rule", "says"),
    [
        ("report.md", "wrong-kind", "'report.md' is a service that the form does not offer"),
        ("about.md", "wrong-kind", "'about.md' is a page of the kind page, not service"),
        ("gate.md", "broken-link", "no page 'gate.md'"),
    ],
)
def test_a_service_that_cannot_be_chosen_is_reported_once_where_it_is_named(
    named: str, rule: str, says: str, make_site: MakeSite, check_site: CheckSite
) -> None:
    result = check_site(make_site(files=with_service(named)))

    assert [(each["rule"], each["message"], each["line"]) for each in result.problems] == [(rule, says, 5)]


def test_a_question_about_services_is_left_out_where_there_are_none(make_site: MakeSite) -> None:
    settings = config().replace("  fields:\n", "  fields:\n    - {name: what, label: Which service?, type: service}\n")

    form = plan_site(make_site(files={"config.yaml": settings})).job("booking/index.html").page.form

    assert form is not None
    assert "what" not in {field.name for field in form.fields}


def test_a_question_says_in_its_own_words_or_by_itself_that_it_is_missing(make_site: MakeSite) -> None:
    settings = config().replace("label: Your name,", "label: Your name, missing: Enter your name,")

    form = plan_site(make_site(files={"config.yaml": settings})).job("booking/index.html").page.form

    assert form is not None
    errors = {field.name: field.errors for field in form.fields}
    assert errors["full_name"]["missing"] == "Enter your name"
    assert errors["visit"]["missing"] == "Answer this question: What kind of visit?"
    assert errors["phone"]["wrong"] == "Enter a phone number with its area code"
    assert "missing" not in errors["mail"]


def test_the_script_is_published_and_allowed_only_where_there_is_a_form(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    without = build_site(make_site()).out
    assert not (without / "scripts").exists()
    assert "script-src" not in (without / "_headers").read_text(encoding="utf-8")

    page = page_of(make_site, build_site)

    assert re.search(r'<script src="/scripts/form\.[0-9a-f]+\.js" defer></script>', page)
    assert "script-src 'self'" in page
    assert "script-src 'self'" in (without / "_headers").read_text(encoding="utf-8")
    assert "script-src" not in (without / "about/index.html").read_text(encoding="utf-8")
