"""The list of problems over a page: those of this page, those that prevent publishing, and those elsewhere."""

from __future__ import annotations

from plainleaf.preview.overlay import MAX_LISTED, Shown, make_overlay
from plainleaf.problems import WARNING, Place, Problem

ADDRESSES = {"content/en/index.md": "/", "content/en/about us.md": "/about us/"}
HOME = Shown("content/en/index.md", ADDRESSES, is_there=True)


def problem(path: str, line: int = 1, *, severity: str = "error") -> Problem:
    """A problem in a file."""
    return Problem(Place(path, line, 3), "some-rule", "<b> is wrong", "Fix & save.", severity)


def overlay(*problems: Problem, shown: Shown = HOME) -> str:
    """The list over the home page, or what is shown."""
    return make_overlay(problems, shown, lambda each: (f"words{each.place.line}", "more"))


def test_without_problems_there_is_no_list() -> None:
    assert overlay() == ""


def test_a_problem_of_the_page_has_place_message_fix_and_a_way_to_its_spot() -> None:
    text = overlay(problem("content/en/index.md", 7, severity=WARNING))

    assert '<span class="counts">1 warning on this page</span>' in text
    assert "<code>content/en/index.md:7:3</code>" in text
    assert "&lt;b&gt; is wrong" in text
    assert "Fix &amp; save." in text
    assert '<button type="button" data-find="words7 more">Show line 7 on the page</button>' in text


def test_warnings_are_folded_and_errors_are_not() -> None:
    assert "<details>" in overlay(problem("content/en/index.md", severity=WARNING))
    assert "<details open>" in overlay(problem("content/en/index.md"))


def test_errors_elsewhere_stand_in_full_because_they_keep_the_change_back() -> None:
    text = overlay(problem("content/en/about us.md", 4), problem("config.yaml", 9))

    assert "Your last change is not shown." in text
    assert "2 errors on other pages" in text
    assert "content/en/about us.md:4:3" in text
    assert '<a href="/about%20us/">Go to that page</a>' in text
    assert "config.yaml:9:3" in text
    assert text.count("Go to that page") == 1
    assert "<button" not in text


def test_warnings_elsewhere_are_counted_by_file() -> None:
    two = [problem("content/en/about us.md", line, severity=WARNING) for line in (1, 2)]

    text = overlay(*two, problem("content/en/terms.yaml", severity=WARNING), problem("content/en/index.md"))

    assert "1 error on this page, 3 warnings elsewhere" in text
    assert '<a href="/about%20us/">content/en/about us.md</a> <span>2 warnings</span>' in text
    assert "<code>content/en/terms.yaml</code> <span>1 warning</span>" in text


def test_errors_come_before_warnings_wherever_they_are() -> None:
    text = overlay(
        problem("content/en/index.md", 1, severity=WARNING),
        problem("content/en/index.md", 9),
        problem("content/en/terms.yaml", 2, severity=WARNING),
        problem("config.yaml", 9),
    )

    spots = [
        "2 errors (1 on this page), 2 warnings (1 on this page)",
        "Your last change is not shown.",
        "Errors on this page", "content/en/index.md:9:3",
        "Errors in other files", "config.yaml:9:3",
        "Warnings on this page", "content/en/index.md:1:3",
        "Warnings in other files", "content/en/terms.yaml",
    ]  # fmt: skip
    assert sorted(spots, key=text.index) == spots


def test_no_number_of_warnings_hides_an_error() -> None:
    warnings = [problem("content/en/index.md", line + 1, severity=WARNING) for line in range(MAX_LISTED + 3)]

    text = overlay(*warnings, problem("content/en/index.md", 999))

    assert text.index("index.md:999:3") < text.index("index.md:1:3")
    assert "And 3 more." in text


def test_before_the_first_good_build_nothing_can_be_pointed_at() -> None:
    text = overlay(problem("content/en/index.md"), shown=Shown("content/en/index.md", {}, is_there=False))

    assert "No site yet" in text
    assert "Last good version" not in text
    assert "There is no page to show yet." in text
    assert "<button" not in text


def test_a_long_list_says_how_much_it_leaves_out() -> None:
    text = overlay(*(problem("content/en/index.md", line + 1) for line in range(MAX_LISTED + 3)))

    assert text.count("<button") == MAX_LISTED
    assert "And 3 more." in text
