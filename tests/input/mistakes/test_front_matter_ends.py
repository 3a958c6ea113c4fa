"""Front matter without its beginning or its end: the line at which somebody must type."""

from __future__ import annotations

import pytest

from plainleaf.content.sources import SourceFile, split_source
from plainleaf.input.mistakes.front_matter_ends import explain_opening
from plainleaf.problems import Report
from tests.growth import is_within
from tests.site_tools import CheckSite, MakeSite

FIELDS = "title: About us\nsummary: Who we are.\n"
END = "Add a line '---' between the fields and the text."


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "fix"),
    [
        (f"\n---\n{FIELDS}---\n", 1, 1, "empty line", "Delete what is above the line '---'."),
        (f"{FIELDS}---\n\nText.\n", 1, 1, "no line '---' above", "Add a line '---' above this one."),
        (f"----\n{FIELDS}----\n\nText.\n", 1, 1, "begins with '----'", "Write: ---"),
        (f"———\n{FIELDS}———\n\nText.\n", 1, 1, "begins with '———'", "Write: ---"),
        (f" ---\n{FIELDS}---\n\nText.\n", 1, 1, "begins with ' ---'", "Write: ---"),
        (f"+++\n{FIELDS}+++\n\nText.\n", 1, 1, "begins with '+++'", "Write: ---"),
        (f"```yaml\n{FIELDS}```\n\nText.\n", 1, 1, "begins with '```yaml'", "Write: ---"),
        (f"--- {FIELDS}---\n\nText.\n", 1, 4, "on the line '---'", "Press Enter after '---'."),
        (f"---\n{FIELDS}----\n\nText.\n", 4, 1, "this line is '----'", "Write: ---"),
        (f"---\n{FIELDS}--\n\nText.\n", 4, 1, "this line is '--'", "Write: ---"),
        (f"---\n{FIELDS}—\n\nText.\n", 4, 1, "this line is '—'", "Write: ---"),
        (f"---\n{FIELDS} ---\n\nText.\n", 4, 1, "this line is ' ---'", "Write: ---"),
        (f"---\n{FIELDS}***\n\nText.\n\n---\n\nMore.\n", 4, 1, "this line is '***'", "Write: ---"),
        (f"---\n{FIELDS}\nText.\n", 5, 1, "no end before this text", END),
        (f"---\n{FIELDS}\n## Text\n", 5, 1, "no end before this text", END),
        (f"---\n{FIELDS}\nText.\n\nMore.\n\n---\n\nThe end.\n", 5, 1, "no end before this text", END),
        (f"---\n{FIELDS}", 3, 1, "has no end", "Add a line '---' below this one."),
        (f"---\n{FIELDS}---\n{FIELDS}---\n\nText.\n", 5, 1, "below the end", "Move the ones"),
        (f"---\n{FIELDS}---\n\n---\n{FIELDS}aliases:\n  - /a/\n- /b/\n---\n", 7, 1, "below the end", "Move the ones"),
        ("---\n", 1, 1, "has no end", "Add a line '---' below this one."),
        ("Text.\n", 1, 1, "does not begin with front matter", "Begin the file with a line '---'"),
        ("", 1, 1, "does not begin with front matter", "Begin the file with a line '---'"),
    ],
)
def test_the_place_is_where_somebody_must_type(
    make_site: MakeSite, check_site: CheckSite, text: str, line: int, column: int, message: str, fix: str
) -> None:
    result = check_site(make_site(files={"content/en/about.md": text}))

    (problem,) = (each for each in result.problems if each["path"].endswith("about.md"))
    assert (problem["rule"], problem["line"], problem["column"]) == ("no-front-matter", line, column)
    assert message in problem["message"]
    assert problem["fix"].startswith(fix)


@pytest.mark.parametrize(
    "prose",
    [
        "note: rest\n---\n",
        "Text.\n\ntitle: a\n---\n",
        "title: a\n\nText.\n\n---\n",
        "---\n\nText.\n",
        "title: a\nText.\n---\n",
    ],
)
def test_a_text_with_a_line_across_the_page_is_no_front_matter(prose: str, report: Report) -> None:
    source = split_source(SourceFile("a.md", "en", "a.md"), f"---\n{FIELDS}---\n{prose}", report)

    assert source is not None
    assert (source.prose, report.count) == (prose, 0)


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_front_matter_may_have_the_line_ends_of_other_systems(
    make_site: MakeSite, check_site: CheckSite, ends: str
) -> None:
    text = f"\ufeff--- \n{FIELDS}---\t\n\nText.\n".replace("\n", ends)

    result = check_site(make_site(files={"content/en/about.md": text.encode()}))

    assert result.problems == []


def test_a_mistake_in_front_matter_that_ends_is_no_missing_end(make_site: MakeSite, check_site: CheckSite) -> None:
    text = "---\ntitle: About us: all\nsummary: Who we are.\n\nowner: Ada\n---\n\nText.\n"

    result = check_site(make_site(files={"content/en/about.md": text}))

    assert result.rules == ["yaml-syntax"]


def test_a_table_of_json_is_not_mistaken_for_a_fence() -> None:
    problem = explain_opening("page.md", '{"title": "About us"}\n')

    assert (problem.place.line, problem.rule) == (1, "no-front-matter")


@pytest.mark.parametrize("part", [" \n", "title: a\n", "---\n \n", "a: b\n- c\n"])
def test_time_is_linear_in_the_length_of_the_text(part: str) -> None:
    file, head = SourceFile("a.md", "en", "a.md"), f"---\n{FIELDS}---\n"

    assert is_within(lambda text: split_source(file, head + text, Report()), part * 200, part * 3200, 16)
