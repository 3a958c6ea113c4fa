"""Field types: what may be written, the resulting value, and the problem with everything else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.input import fieldtypes
from plainleaf.input.addresses import address_types
from plainleaf.input.addresses.site_types import web_address
from plainleaf.input.fields import FieldType, Named
from plainleaf.input.nodes import Node, Pairs
from plainleaf.problems import Place, Report
from tests.site_tools import rules

HERE = Place("page.md", 3, 9)
SIMPLE: tuple[Callable[[], FieldType], ...] = (
    fieldtypes.line, fieldtypes.text, fieldtypes.color, fieldtypes.phone_number, address_types.email_address,
    address_types.https_address, web_address, address_types.old_address, fieldtypes.clock_time, fieldtypes.day,
    fieldtypes.flag,
)  # fmt: skip


NO_SITES = (
    "https://clinic.example/?a=b", "https://clinic.example/#top",
    "https://clinic example/", "https:///clinic/", "https://:8000/", "https://clinic.example:port/",
    "https://clinic.example:99999/", "https://-clinic.example/", "https://clinic..example/", "ftp://clinic.example/",
    "https://clinic.example/a/../b/", "//clinic.example/", "https://clinic,example/",
)  # fmt: skip


def read(kind: FieldType, written: Any, report: Report) -> Any:
    """The value that a type reads from a text, or from a tuple of texts."""
    value = tuple(Node(each, HERE) for each in written) if isinstance(written, tuple) else written
    return kind.read(Node(value, HERE), report)


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (fieldtypes.line(), " Symptoms ", "Symptoms"),
        (fieldtypes.text(), "One.\nTwo.\n", "One.\nTwo."),
        (fieldtypes.color(), "#0b5d5E", "#0b5d5E"),
        (fieldtypes.phone_number(), "313-555-0100", "313-555-0100"),
        (fieldtypes.phone_number(), "1-800-555-0100", "1-800-555-0100"),
        (fieldtypes.phone_number(), "711", "711"),
        (address_types.email_address(), "hello@clinic.example", "hello@clinic.example"),
        (address_types.https_address(), "https://clinic.example/a?b=c", "https://clinic.example/a?b=c"),
        (web_address(), "http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        (web_address(), "https://klinik-süd.example:8443/site", "https://klinik-süd.example:8443/site"),
        (web_address(), "http://[::1]:8000/", "http://[::1]:8000/"),
        (address_types.old_address(), "/old/page/", "/old/page/"),
        (fieldtypes.clock_time(), "08:30", "08:30"),
        (fieldtypes.day(), "2028-02-29", date(2028, 2, 29)),
        (fieldtypes.flag(), "Yes", True),
        (fieldtypes.flag(), "no", False),
        (fieldtypes.number(1, 36), "36", 36),
        (fieldtypes.choice("ltr", "rtl"), "rtl", "rtl"),
        (fieldtypes.list_of(fieldtypes.line()), ("one", "two"), ("one", "two")),
        (fieldtypes.named("a page"), "about.md", Named("about.md", HERE)),
    ],
)
def test_a_valid_value_is_accepted(kind: FieldType, written: Any, value: Any, report: Report) -> None:
    assert read(kind, written, report) == value
    assert report.problems == []


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (fieldtypes.line(), "one\ntwo"),
        (fieldtypes.line(), "  "),
        (fieldtypes.color(), "teal"),
        (fieldtypes.color(), "#0b5"),
        (fieldtypes.phone_number(), "313- 874-7500"),
        (fieldtypes.phone_number(), "(313) 555-0100"),
        (fieldtypes.phone_number(), "３13-555-0100\n"),
        (address_types.email_address(), "hello"),
        (address_types.email_address(), 'a@b.example" onclick="x'),
        (address_types.https_address(), "http://clinic.example/"),
        (address_types.https_address(), "javascript:alert(1)"),
        (address_types.https_address(), "https://"),
        (address_types.https_address(), "https://[::1"),
        (address_types.https_address(), 'https://clinic.example/"><script>'),
        (web_address(), "clinic.example"),
        *((web_address(), address) for address in NO_SITES),
        (address_types.old_address(), "https://elsewhere.example/"),
        (address_types.old_address(), "/old page/"),
        (address_types.old_address(), "/a//b/"),
        (address_types.old_address(), "/a\\b/"),
        (address_types.old_address(), "/"),
        (fieldtypes.clock_time(), "24:00"),
        (fieldtypes.clock_time(), "8:30"),
        (fieldtypes.day(), "2026-02-30"),
        (fieldtypes.day(), "20260501"),
        (fieldtypes.day(), "2026-W18-5"),
        (fieldtypes.day(), "05/14/2026"),
        (fieldtypes.flag(), "maybe"),
        (fieldtypes.number(1, 36), "37"),
        (fieldtypes.number(1, 36), "0"),
        (fieldtypes.number(1, 36), "٣"),
        (fieldtypes.number(1, 36), "1.5"),
        (fieldtypes.choice("ltr", "rtl"), "sideways"),
        (fieldtypes.list_of(fieldtypes.line()), "one"),
        (fieldtypes.list_of(fieldtypes.day()), ("2026-05-01", "soon")),
        (fieldtypes.named("a page"), ("a.md",)),
        (fieldtypes.names_of(fieldtypes.line()), ("a",)),
    ],
)
def test_an_invalid_value_is_one_problem_at_its_place(kind: FieldType, written: Any, report: Report) -> None:
    read(kind, written, report)

    assert rules(report) == ["wrong-type"]
    assert report.problems[0].place == HERE


@pytest.mark.parametrize("address", ["https://ada:secret@clinic.example/", "https://clinic.example\\b/"])
def test_an_address_that_leads_elsewhere_than_it_seems(address: str, report: Report) -> None:
    read(web_address(), address, report)

    assert rules(report) == ["misleading-address"]
    assert report.problems[0].place == HERE


@pytest.mark.parametrize("address", ["/../secret/", "/a/../../b/", "/./", "/.."])
def test_an_old_address_cannot_lead_out_of_the_site(address: str, report: Report) -> None:
    read(address_types.old_address(), address, report)

    assert rules(report) == ["wrong-type"]


def test_a_close_choice_is_suggested(report: Report) -> None:
    value = read(fieldtypes.choice("symptoms", "causes"), "symptons", report)

    assert value == "symptoms"
    assert [problem.fix for problem in report.problems] == ["Did you mean 'symptoms'?"]


def test_names_stay_in_the_order_written(report: Report) -> None:
    node = Node(Pairs({"b": Node("1", HERE), "a": Node("2", HERE)}, {"b": HERE, "a": HERE}), HERE)

    assert list(fieldtypes.names_of(fieldtypes.line()).read(node, report)) == ["b", "a"]


@given(some.one_of(some.none(), some.text(max_size=20), some.tuples(some.text(max_size=3))))
def test_any_value_is_accepted_or_gives_one_problem_at_its_place(written: Any) -> None:
    for make in SIMPLE:
        report = Report()

        read(make(), written, report)

        assert [problem.place for problem in report.problems] in ([], [HERE])
        assert all(problem.message and problem.fix for problem in report.problems)
        if not isinstance(written, str):
            assert rules(report) == ["wrong-type"]


@given(some.dates())
def test_every_date_is_read_as_written(day: date) -> None:
    assert read(fieldtypes.day(), day.isoformat(), Report()) == day


@pytest.mark.parametrize("address", ["/%2e%2e/away/", "/a/%2E%2E/b/"])
def test_an_encoded_old_address_cannot_leave_the_site(report: Report, address: str) -> None:
    address_types.old_address().read(Node(address, Place("a.md")), report)

    assert rules(report) == ["wrong-type"]


@pytest.mark.parametrize(
    "kind",
    [
        fieldtypes.choice("a", "b"), address_types.https_address(), web_address(), address_types.old_address(),
        fieldtypes.color(), address_types.email_address(), fieldtypes.phone_number(), fieldtypes.clock_time(),
        fieldtypes.language_code(), fieldtypes.list_of(address_types.old_address()),
        fieldtypes.names_of(fieldtypes.phone_number()),
    ],
    ids=lambda kind: kind.label,
)  # fmt: skip
def test_machine_readable_values_are_verbatim(kind: FieldType) -> None:
    assert kind.is_verbatim


@pytest.mark.parametrize("label", ["one of the patient's own words", "an address in words", "a time that suits you"])
def test_how_a_field_is_described_does_not_decide_how_it_is_typeset(label: str) -> None:
    assert not fieldtypes.line(label).is_verbatim
    assert not fieldtypes.list_of(fieldtypes.line(label)).is_verbatim
