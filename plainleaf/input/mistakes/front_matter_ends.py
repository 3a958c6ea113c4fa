"""Where front matter should begin and end, when its '---' lines are missing or are almost right."""

from __future__ import annotations

from collections.abc import Sequence

from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem

ALMOST = lazy_pattern(r"\s*(?:[-–—_=*~+.`‐‑‒−]\s*){2,}(?:yaml|yml)?\s*|\s*[–—]\s*")
FIELD = lazy_pattern(r"[A-Za-z_][\w-]*\s*[:=]")
# What no line of front matter begins with: headings, components, quotations, tables, links, HTML, and sentences.
PROSE = lazy_pattern(r"#{2,6} |:::|> |\||!?\[|<|\*\*|[A-Z“\"'](?![\w-]*\s*:(?:\s|$))")
BEGIN = "Begin the file with a line '---', then 'title: …' and 'summary: …', then '---' again."


def explain_opening(path: str, text: str) -> Problem:
    """Why a file does not begin with front matter."""
    lines = text.split("\n")
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    line = lines[first]
    message, fix, column = "the file does not begin with front matter", BEGIN, 1
    if line.rstrip(" \t") == "---":
        message, fix, first = "the file begins with an empty line", "Delete what is above the line '---'.", 0
    elif ALMOST.fullmatch(line):
        message, fix = f"the front matter begins with '{line.rstrip()}', not with '---'", "Write: ---"
    elif line.lstrip().startswith("---") and FIELD.match(line.lstrip(" -")):
        message, fix, column = "a field is on the line '---'", "Press Enter after '---'.", line.index("---") + 4
    elif FIELD.match(line):
        message, fix = "the front matter has no line '---' above it", "Add a line '---' above this one."
    return Problem(Place(path, first + 1, column), "no-front-matter", message, fix)


def explain_end(path: str, text: str) -> Problem:
    """Where the line at the end of a page's front matter is missing, in the text of the whole file."""
    lines = text.split("\n")
    found = find_end(lines[1:])
    if found is None:
        last = len(text.rstrip().split("\n"))
        message = "the front matter has no end"
        return Problem(Place(path, last), "no-front-matter", message, "Add a line '---' below this one.")
    return _problem_at(path, lines, found + 1)


def explain_text_in_front_matter(path: str, front: Sequence[str], problem: Problem) -> Problem | None:
    """The problem of front matter that swallows the text, because a later '---' was taken as its end.

    `front` are its lines, `problem` says why they cannot be read. None if it is no such case.
    """
    found = find_end(front)
    if found is None or found + 2 > problem.place.line:
        return None
    return _problem_at(path, ["---", *front], found + 1)


def explain_second(path: str, line: int, fields: str) -> Problem:
    """What to do about fields below the end of the front matter, which begin at a line of the file."""
    below = next(index for index, each in enumerate(fields.split("\n")) if FIELD.match(each))
    message = "these fields are below the end of the front matter, so patients would read them"
    fix = "Move the ones that you need above the second '---' of the file. Delete the others, and the '---' below them."
    return Problem(Place(path, line + below), "no-front-matter", message, fix)


def find_end(front: Sequence[str]) -> int | None:
    """The index of the line where front matter probably should end, which is no '---'."""
    has_fields = False
    for index, line in enumerate(front):
        begins_text = PROSE.match(line) and not front[index - 1].strip()
        if has_fields and (begins_text or (line.strip() and ALMOST.fullmatch(line))):
            return index
        has_fields = has_fields or bool(FIELD.match(line))
    return None


def _problem_at(path: str, lines: Sequence[str], index: int) -> Problem:
    line = lines[index]
    if ALMOST.fullmatch(line):
        message = f"the front matter has no end: this line is '{line.rstrip()}', not '---'"
        return Problem(Place(path, index + 1), "no-front-matter", message, "Write: ---")
    message = "the front matter has no end before this text"
    fix = "Add a line '---' between the fields and the text."
    return Problem(Place(path, index + 1), "no-front-matter", message, fix)
