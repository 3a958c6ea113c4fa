"""Values in another format: they are refused, and the fix shows how to write them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.input import fieldtypes
from plainleaf.input.addresses import address_types, site_types
from plainleaf.input.fields import FieldType
from plainleaf.input.nodes import Node, Pairs
from plainleaf.problems import Place, Report
from tests.site_tools import CheckSite, MakeSite, minimal_config

ABROAD = (
    "Write a number of North America such as 313-555-0110, and any other with the code of its country and spaces, "
    "such as +52 55 1234 5678."
)
HERE = Place("page.md", 3, 9)
TYPES = {
    "phone": fieldtypes.phone_number(), "time": fieldtypes.clock_time(), "day": fieldtypes.day(),
    "https": address_types.https_address(), "web": site_types.web_address(), "email": address_types.email_address(),
    "path": address_types.old_address(), "language": fieldtypes.language_code(), "color": fieldtypes.color(),
    "flag": fieldtypes.flag(), "number": fieldtypes.number(1, 36), "name": fieldtypes.short_name(),
}  # fmt: skip


def fix_of(type_: FieldType, written: str | Pairs) -> str:
    """The fix for the one problem with a value."""
    report = Report()
    type_.read(Node(written, HERE), report)
    (problem,) = report.problems
    assert (problem.rule, problem.place) == ("wrong-type", HERE)
    return problem.fix


@pytest.mark.parametrize(
    ("form", "written", "meant"),
    [
        ("phone", "(218) 555-0142", "218-555-0142"),
        ("phone", "218.555.0142", "218-555-0142"),
        ("phone", "2185550142", "218-555-0142"),
        ("phone", "+1 218-555-0142", "218-555-0142"),
        ("phone", "1 (800) 555-0142", "1-800-555-0142"),
        ("phone", "218–555–0142", "218-555-0142"),
        ("phone", "tel:+12185550142", "218-555-0142"),
        ("phone", "9-1-1", "911"),
        ("phone", "116123", "116 123"),
        ("phone", "116-123", "116 123"),
        ("phone", "131114", "13 11 14"),
        ("phone", "1-800-FLOWERS", "1-800-356-9377"),
        ("phone", "+44 (0)20 7946 0018", "+44 20 7946 0018"),
        ("phone", "0052 (55) 1234.5678", "+52 55 1234 5678"),
        ("time", "8am", "08:00"),
        ("time", "8:30 pm", "20:30"),
        ("time", "12:00 a.m.", "00:00"),
        ("time", "12 pm", "12:00"),
        ("time", "noon", "12:00"),
        ("time", "0830", "08:30"),
        ("time", "17.30", "17:30"),
        ("time", "17h30", "17:30"),
        ("day", "2026-2-3", "2026-02-03"),
        ("day", "Nov 5, 2026", "2026-11-05"),
        ("day", "Thursday, November 5th, 2026", "2026-11-05"),
        ("day", "5 November 2026", "2026-11-05"),
        ("day", "5 de mayo de 2026", "2026-05-05"),
        ("day", "5. März 2026", "2026-03-05"),
        ("day", "13/12/2026", "2026-12-13"),
        ("day", "5/14/2026", "2026-05-14"),
        ("day", "05/05/2026", "2026-05-05"),
        ("day", "05/14/26", "2026-05-14"),
        ("day", "2026/05/14", "2026-05-14"),
        ("day", "20260514", "2026-05-14"),
        ("day", "2026-14-05", "2026-05-14"),
        ("day", "2026–05–14", "2026-05-14"),
        ("day", "“2026-05-14”", "2026-05-14"),
        ("day", "2026-05-14T08:00", "2026-05-14"),
        ("https", "www.clinic.example", "https://www.clinic.example"),
        ("https", "clinic.example/map", "https://clinic.example/map"),
        ("https", "htps://clinic.example", "https://clinic.example"),
        ("https", "https//clinic.example", "https://clinic.example"),
        ("https", "[map](https://clinic.example/map)", "https://clinic.example/map"),
        ("https", "<https://clinic.example>", "https://clinic.example"),
        ("https", "https://clinic.example/a b", "https://clinic.example/a%20b"),
        ("https", "https://clinic.example/a (seen in May 2026)", "https://clinic.example/a"),
        ("https", "https://clinic.example/new patient form.pdf", "https://clinic.example/new%20patient%20form.pdf"),
        ("https", "https://clinic.example/a  b.pdf", "https://clinic.example/a%20%20b.pdf"),
        ("https", "https://clinic.example/a is the page", "https://clinic.example/a"),
        ("web", "clinic.example", "https://clinic.example"),
        ("email", "mailto:hello@clinic.example", "hello@clinic.example"),
        ("email", "Front desk <hello@clinic.example>", "hello@clinic.example"),
        ("email", "hello (at) clinic.example", "hello@clinic.example"),
        ("email", "hello@clinic.example.", "hello@clinic.example"),
        ("email", "hello @clinic,example", "hello@clinic.example"),
        ("path", "old-page", "/old-page"),
        ("path", "https://clinic.example/old/", "/old/"),
        ("path", "/a/?page=1#top", "/a/"),
        ("path", "a\\b", "/a/b"),
        ("language", "English", "en"),
        ("language", "Español", "es"),
        ("language", "EN", "en"),
        ("language", "en_US", "en-US"),
        ("color", "#0b5", '"#00bb55"'),
        ("color", "0b5d5e", '"#0b5d5e"'),
        ("color", "teal", '"#008080"'),
        ("color", "rgb(11, 93, 94)", '"#0b5d5e"'),
        ("flag", "on", "yes"),
        ("flag", "N", "no"),
        ("flag", "0", "no"),
        ("number", "24 months", "24"),
        ("number", "3.", "3"),
        ("number", "two", "2"),
        ("name", "Bladder or bowel", "bladder-or-bowel"),
    ],
)
def test_a_value_whose_meaning_is_clear_is_rewritten(form: str, written: str, meant: str) -> None:
    assert fix_of(TYPES[form], written) == f"Write: {meant}"


@pytest.mark.parametrize(
    ("form", "written", "fix"),
    [
        ("phone", "555-0142", "Write the area code as well, for example 313-555-0110."),
        ("phone", "020 7946 0958", ABROAD),
        ("phone", "+442079460958", ABROAD),
        ("day", "11/12/2026", "Write 2026-11-12 for November 12, or 2026-12-11 for December 11."),
        ("day", "2026-11-31", "November has 30 days. Write one from 2026-11-01 to 2026-11-30."),
        ("day", "2026-02-30", "February 2026 has 28 days. Write one from 2026-02-01 to 2026-02-28."),
        ("day", "2/30/2024", "February 2024 has 29 days. Write one from 2024-02-01 to 2024-02-29."),
        ("day", "31/11/2026", "November has 30 days. Write one from 2026-11-01 to 2026-11-30."),
        ("day", "May 2026", "Add the day, as in 2026-05-01."),
        ("time", "8:00", "Write 08:00 for 8:00 in the morning, or 20:00 for 8:00 after noon."),
        ("time", "8.30", "Write 08:30 for 8.30 in the morning, or 20:30 for 8.30 after noon."),
        ("time", "24:00", "Write 23:59 for the end of the day, or 00:00 for its beginning."),
        ("time", "25:00", "A day goes from 00:00 to 23:59."),
        ("flag", "yes/no", "Write yes or no."),
    ],
)
def test_where_two_things_may_be_meant_both_are_shown(form: str, written: str, fix: str) -> None:
    assert fix_of(TYPES[form], written) == fix


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("phone", "218-555-0142 / 218-555-0143"),
        ("phone", "218-555-014O"),
        ("phone", "555 012"),
        ("time", "8:00-17:00"),
        ("day", "soon"),
        ("https", "javascript:alert(1)"),
        ("https", "the map"),
        ("email", "a@b.example, c@d.example"),
        ("email", "hello@clinic"),
        ("path", "/../secret/"),
        ("language", "Klingon"),
        ("color", "#0b5d5"),
        ("number", "37"),
        ("number", "3-4"),
    ],
)
def test_a_value_that_is_not_clear_is_not_rewritten(form: str, written: str) -> None:
    assert fix_of(TYPES[form], written) == f"Write {TYPES[form].label}."


@pytest.mark.parametrize("written", ["+44 20 7946 0958", "+52-55-1234-5678", "218-555-0142", "911"])
def test_a_number_is_accepted_as_people_of_its_country_write_it(written: str) -> None:
    report = Report()

    assert TYPES["phone"].read(Node(written, HERE), report) == written
    assert report.problems == []


def test_an_extension_is_not_lost_without_a_word() -> None:
    assert fix_of(TYPES["phone"], "218-555-0142 ext. 5").startswith("Write: 218-555-0142 (The extension")


def test_an_address_with_http_is_to_be_tried_first() -> None:
    assert fix_of(TYPES["https"], "http://clinic.example/").startswith("Write: https://clinic.example/ (First")


def test_a_text_for_a_list_becomes_its_entries() -> None:
    fix = fix_of(fieldtypes.list_of(fieldtypes.line()), "hip pain; back pain")

    assert fix == "Write each on a line below its key, after '- ':\n  - hip pain\n  - back pain"


def test_a_text_with_a_colon_that_became_a_group_is_put_in_quotes() -> None:
    group = Pairs({"Note": Node("bring your card", HERE)}, {"Note": HERE})

    assert fix_of(fieldtypes.line(), group) == 'Put the text in quotes: "Note: bring your card"'


@given(some.sampled_from(sorted(TYPES)), some.text("0123456789-/:.@ +()apmhtswNov,#_é", max_size=24))
def test_what_is_to_be_written_is_accepted(form: str, written: str) -> None:
    report = Report()
    TYPES[form].read(Node(written, HERE), report)

    for problem in report.problems:
        for meant in re.findall(r"Write: (\+[\d ]+\d|\S+)|(\d{4}-\d\d-\d\d) for|(\d\d:\d\d) for", problem.fix):
            again = Report()
            TYPES[form].read(Node("".join(meant).strip('"'), HERE), again)
            assert again.problems == []


@pytest.mark.parametrize(("written", "fix"), [("English", "Write: en"), ("EN", "Write: en"), ("fr", "Add 'fr:'")])
def test_the_default_language_may_be_meant_by_its_name(
    make_site: MakeSite, check_site: CheckSite, written: str, fix: str
) -> None:
    config = minimal_config(("default: en", f"default: {written}"))

    (problem,) = (
        each
        for each in check_site(make_site(files={"config.yaml": config})).problems
        if each["rule"] == "unknown-language"
    )

    assert (problem["path"], problem["line"]) == ("config.yaml", 6)
    assert problem["fix"].startswith(fix)
