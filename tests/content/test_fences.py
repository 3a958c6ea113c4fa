"""Components in prose: found whatever is around them, and every mistake reported at the line of its fence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.problems import Report
from tests.prose_tools import parse
from tests.site_tools import places, rules

MARK = re.compile("[\ue000-\ue003]")
LINES = some.sampled_from(
    [
        ":::",
        "::: inset",
        "::: insett",
        "::: emergency",
        "::: figure",
        "  :::",
        "\t::: inset",
        "::::",
        ":::: inset",
        "::: expander How it works",
        "::: question",
        ":::inset",
        '::: "inset"',
        "::: {.note}",
        "::::::",
        "::: inset extra",
        "## Call 911 if:",
        "- you faint",
        "- do not wait",
        "",
        "",
        "text",
        "picture: /a.svg",
        "alt: [",
        "alt: &x",
        "alt:\t",
        "title: a: b",
        "\ufeff:::",
        "> :::",
        "[x](:::)",
        "::: ::: :::",
    ]
)


def test_a_component_leaves_a_placeholder_where_it_opens_and_where_it_closes(report: Report) -> None:
    prose = parse("Before.\n\n::: inset\nInside.\n:::\n\nAfter.", report)

    assert re.sub(r"\n+", "\n", prose.markdown) == "Before.\n\ue0000\ue001\nInside.\n\ue0020\ue003\nAfter."
    assert report.problems == []


def test_a_text_without_components_is_used_without_a_copy(report: Report) -> None:
    text = "One.\n\n- Two: three.\n"

    prose = parse(text, report)

    assert prose.markdown is text
    assert prose.visible is text
    assert prose.uses == ()


def test_the_visible_text_has_the_lines_of_the_source(report: Report) -> None:
    source = "Before.\n\n::: figure\npicture: /a.svg\nalt: A nerve.\n\nA caption.\n:::\nAfter."

    visible = parse(source, report).visible.split("\n")

    assert len(visible) == source.count("\n") + 1
    assert [(number, line) for number, line in enumerate(visible) if line] == [
        (0, "Before."), (6, "A caption."), (8, "After."),
    ]  # fmt: skip


def test_components_nest(report: Report) -> None:
    prose = parse("::: expander More\n::: inset\nHello.\n:::\n:::", report)

    assert [(use.component, use.place.line, use.last_line) for use in prose.uses] == [
        ("expander", 1, 5), ("inset", 2, 4),
    ]  # fmt: skip
    assert report.problems == []


def test_the_rest_of_the_opening_line_sets_the_argument(report: Report) -> None:
    prose = parse("::: expander How the scan works\nWith a magnet.\n:::", report)

    assert prose.uses[0].values["summary"] == "How the scan works"


def test_an_argument_may_contain_any_sign_of_yaml(report: Report) -> None:
    prose = parse("::: question Why: is it #1, and [not] 'two'?\nBecause.\n:::", report)

    assert prose.uses[0].values["question"] == "Why: is it #1, and [not] 'two'?"
    assert report.problems == []


def test_a_shorthand_sets_its_options(report: Report) -> None:
    prose = parse("::: urgent\n## Call us today if:\n- you fell\n:::", report)

    assert (prose.uses[0].component, prose.uses[0].values["urgency"]) == ("care-card", "urgent")


def test_options_end_at_the_first_empty_line(report: Report) -> None:
    prose = parse("::: quotation\nwho: A driver\nconsent: invented\n\nnote: this is said.\n:::", report)

    assert report.problems == []
    assert "note: this is said." in prose.visible


def test_a_text_with_a_colon_right_after_the_fence_is_read_as_options(report: Report) -> None:
    parse("::: inset\nNote: bring a friend.\n:::", report)

    assert rules(report) == ["unknown-option"]
    assert places(report) == ["page.md:2:1"]


@pytest.mark.parametrize("fence", [":::inset", "::: inset", ":::   inset  ", ":::: inset", "::::: inset"])
def test_spaces_and_the_number_of_colons_do_not_matter(fence: str, report: Report) -> None:
    prose = parse(f"{fence}\nHello.\n:::", report)

    assert [use.component for use in prose.uses] == ["inset"]
    assert report.problems == []


@pytest.mark.parametrize(
    ("source", "rule", "place"),
    [
        ("::: insett\nHello.\n:::", "unknown-component", "page.md:1:5"),
        ('::: "inset"\nHello.\n:::', "unknown-component", "page.md:1:1"),
        ("Hello.\n::: inset\nHello.", "unclosed-component", "page.md:2:1"),
        ("Hello.\n:::", "stray-fence", "page.md:2:1"),
        ("  ::: inset\nHello.\n:::", "indented-fence", "page.md:1:1"),
        ("::: inset\nHello.\n\t:::", "indented-fence", "page.md:3:1"),
        ("::: inset now\nHello.\n:::", "unknown-option", "page.md:1:11"),
        ("::: expander One\nsummary: Two\n\nText.\n:::", "unknown-option", "page.md:1:14"),
        ("::: steps\ntitle: [a\n\n### Go\n:::", "yaml-syntax", "page.md:2:8"),
        ("::: steps\ntitle: *a\n\n### Go\n:::", "yaml-alias", "page.md:2:8"),
        ("::: inset\n:::", "component-content", "page.md:1:1"),
        ("::: locations\nHello.\n:::", "component-content", "page.md:1:1"),
        ("::: do\n- walk\n:::", "component-content", "page.md:1:1"),
        ("::: ask\nWhat now?\n:::", "component-content", "page.md:1:1"),
        ("::: warning\nStop.\n:::", "component-content", "page.md:1:1"),
        ("::: figure\npicture: /a.svg\n:::", "missing-option", "page.md:1:1"),
        ("::: figure\npicture: /a.svg\nalt: A.\nalt: B.\n:::", "repeated-key", "page.md:4:1"),
        (
            "::: video\nsource: /a.mp4\nposter: /a.svg\ncaptions: /a.vtt\ntitle: A\nrecorded: soon\n\nHi.\n:::",
            "wrong-type",
            "page.md:6:11",
        ),
    ],
)
def test_a_mistake_is_one_problem_at_its_place(source: str, rule: str, place: str, report: Report) -> None:
    parse(source, report)

    assert rules(report) == [rule]
    assert places(report) == [place]


@pytest.mark.parametrize(
    ("source", "fix"),
    [
        (
            "::: video https://youtu.be/abc\nHi.\n:::",
            "Write a link in its place: [Say what it shows](https://youtu.be/abc)",
        ),
        ("::: figure /a.svg\nalt: A.\n\nHi.\n:::", "Write it on the next line: picture: /a.svg"),
        ("::: figure A nerve\npicture: /a.svg\n\nHi.\n:::", "Write it on the next line: alt: A nerve"),
        ("::: emergency Call 911 if:\n- you faint\n:::", "Write it on the next line, as a heading: ## Call 911 if:"),
        ("::: inset now\nHi.\n:::", "Move that text to a line of its own, or delete it."),
        ("::: note\nHi.\n:::", "Write '::: inset'."),
        ("::: danger Stop\nHi.\n:::", "Write '::: warning'."),
        ("::: insett\nHi.\n:::", "Did you mean 'inset'?"),
        ("::: figure\n  picture: /a.svg\n  alt: A.\n\nHi.\n:::", "with a colon after the name: picture: /a.svg"),
        ("::: figure\npicture : /a.svg\n\nHi.\n:::", "with a colon after the name: picture: /a.svg"),
        ("::: figure\nalt=A nerve\n\nHi.\n:::", "with a colon after the name: alt: A nerve"),
        ("::: figure\n- picture: /a.svg\n\nHi.\n:::", "with a colon after the name: picture: /a.svg"),
        ("::: inset\nNote: rest.\n\nHi.\n:::", "Put an empty line before it if it is text."),
    ],
)
def test_an_opening_line_of_another_kind_is_one_problem_with_its_fix(source: str, fix: str, report: Report) -> None:
    parse(source, report)

    (problem,) = report.problems
    assert problem.fix.endswith(fix)


@pytest.mark.parametrize(
    ("path", "items", "says"),
    [
        ("content/en/a.md", "- do not wait\n- wait", "'do not'"),
        ("content/es/a.md", "- no espere\n- nota algo", "'no'"),
        ("content/es-US/a.md", "- No espere\n- espere", "'no'"),
        ("content/vi/a.md", "- wait\n- wait", ""),
    ],
)
def test_what_each_item_begins_with_depends_on_the_language(path: str, items: str, says: str, report: Report) -> None:
    parse(f"::: dont\n{items}\n:::", report, path=path)

    assert places(report) == ([f"{path}:3:3"] if says else [])
    assert all(says in problem.message for problem in report.problems)


def test_lines_are_counted_from_where_the_prose_begins(report: Report) -> None:
    parse("Hello.\n:::", report, first_line=12)

    assert places(report) == ["page.md:13:1"]


def test_a_component_may_contain_nothing_but_another_one(report: Report) -> None:
    parse("::: inset\n::: inset\nHello.\n:::\n:::", report)

    assert report.problems == []


@given(some.lists(LINES, max_size=14).map("\n".join))
def test_placeholders_are_balanced_and_lines_preserved_whatever_the_text(source: str) -> None:
    report = Report()

    prose = parse(source, report)

    assert prose.visible.count("\n") == source.count("\n")
    marks = MARK.findall(prose.markdown)
    assert marks.count("\ue000") >= marks.count("\ue002")
    if not report.problems:
        assert marks.count("\ue000") == marks.count("\ue002") == len(prose.uses)
        assert ":::" not in re.sub(r"^.+:::.*$", "", prose.markdown, flags=re.MULTILINE)


@given(some.text("ab:\n \t{}\u2028é-#", max_size=200))
def test_every_problem_has_a_place_in_the_text_whatever_the_text(source: str) -> None:
    report = Report()

    prose = parse(source, report)

    assert prose.visible.count("\n") == source.count("\n")
    lines = source.split("\n")
    for place in [*(each.place for each in report.problems), *(use.place for use in prose.uses)]:
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
