"""Finish one page: links changed, front matter above, and a draft if anything in it has to be fixed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.read_page import Grammar, read_page
from plainleaf.content.sources import SourceFile
from plainleaf.importing.convert import Prose
from plainleaf.importing.layout import Layout
from plainleaf.importing.links import Linker, NewPlaces
from plainleaf.importing.new_front import FrontValue, make_front, to_yaml
from plainleaf.importing.old_site import Line, OldPage, OldSite
from plainleaf.problems import ERROR, Problem, Report


class NewPage(Struct, frozen=True):
    """A page to write: its path below the new site's folder, its text, whether it is a draft, what is wrong with it."""

    path: str
    text: str
    is_draft: bool
    problems: tuple[Problem, ...] = ()


class Finished(Struct, frozen=True):
    """A page that is not a draft yet, and what is known about it.

    `above` is the number of lines above its prose, `front_lines` that of its fields. `has_to_wait` says that something
    must be fixed first, or that it was a draft. `used` are the old files that it names, `linked` the old pages.
    `in_new` is what is wrong in the new file; the rest is in the report of its losses.
    """

    page: NewPage
    lines: tuple[Line, ...]
    above: int
    front_lines: int
    has_to_wait: bool
    used: frozenset[str]
    linked: frozenset[str]
    left_out: tuple[str, ...]
    in_new: tuple[Problem, ...]
    in_old: tuple[Problem, ...]


class Setting(Struct, frozen=True):
    """What all pages need to be finished. `components` are the names of components by what they stand for."""

    site: OldSite
    layout: Layout
    places: NewPlaces
    grammar: Grammar
    components: Mapping[str, str]


def finish_page(page: OldPage, prose: Prose, setting: Setting) -> Finished:
    """The new page. What was found in the old file is in the report of its losses."""
    losses, layout = prose.losses, setting.layout
    linker = Linker(page, setting.site, setting.places, losses)
    lines = [
        replace(line, text=_name_component(linker.convert(line), setting.components)) for line in prose.headings.lines
    ]
    title = prose.headings.title or _title_of(page)
    front = make_front(page, title, layout.aliases[page.path], layout.orders.get(page.path), losses)
    path = f"content/{layout.targets[page.path]}"
    text = _text(front.fields, prose.comments, lines)
    above = text.count("\n") - len(lines)
    in_old = losses.report.problems
    listed = {problem.place.line for problem in in_old if problem.severity == ERROR}
    found = _read_as_built(path, text, setting.grammar)
    in_new = [each for each in found if not _is_listed(each.place.line - above - 1, lines, listed)]
    return Finished(
        NewPage(path, text, is_draft=False),
        tuple(lines),
        above,
        to_yaml(front.fields, ()).count("\n") - 2,
        front.is_draft or any(problem.severity == ERROR for problem in [*in_old, *in_new]),
        frozenset(linker.used),
        frozenset(linker.linked),
        front.left_out,
        tuple(in_new),
        tuple(in_old),
    )


def _name_component(text: str, components: Mapping[str, str]) -> str:
    """A line with the name of a component in place of what it stands for."""
    if not text.startswith("::: "):
        return text
    sign, name, *rest = text.split(" ", 2)
    return " ".join([sign, components.get(name, name), *rest])


def complete(finished: Finished, folder: str, *, is_draft: bool) -> NewPage:
    """The page to write, with all its problems. Places in the old file begin with the old folder's name."""
    page, shift = finished.page, int(is_draft)
    places: dict[int, int] = {}
    for index, line in enumerate(finished.lines, start=finished.above + 1):
        places.setdefault(line.number, index)
    lines = page.text.split("\n")
    if is_draft:
        lines.insert(finished.front_lines + 1, "draft: yes")
    in_old = (in_folder(folder, _with_new_place(problem, page.path, places, shift)) for problem in finished.in_old)
    in_new = (
        _down(problem, shift) if problem.place.line > finished.front_lines + 1 else problem
        for problem in finished.in_new
    )
    return NewPage(page.path, "\n".join(lines), is_draft, (*in_old, *in_new))


def _with_new_place(problem: Problem, path: str, places: Mapping[int, int], shift: int) -> Problem:
    """A problem of the old file. An error is fixed in the new one, so it says where."""
    if problem.severity != ERROR:
        return problem
    line = places.get(problem.place.line)
    spot = f"{path}:{line + shift}" if line else path
    return replace(problem, message=f"{problem.message} (now in {spot})")


def in_folder(folder: str, problem: Problem) -> Problem:
    """A problem of the old site, with the name of its folder in front of the path."""
    return replace(problem, place=replace(problem.place, path=f"{folder}/{problem.place.path}"))


def _down(problem: Problem, lines: int) -> Problem:
    return replace(problem, place=replace(problem.place, line=problem.place.line + lines))


def _text(fields: Mapping[str, FrontValue], comments: Iterable[str], lines: Sequence[Line]) -> str:
    prose = "".join(f"{line.text}\n" for line in lines)
    return f"{to_yaml(fields, comments)}\n{prose}" if prose else to_yaml(fields, comments)


def _read_as_built(path: str, text: str, grammar: Grammar) -> list[Problem]:
    """What the build would say of a page."""
    report = Report()
    _, language, name = path.split("/", 2)
    read_page(SourceFile(path, language, name), text, grammar, report)
    # Warnings wait for the check: they do not keep a page from coming over.
    return [problem for problem in report.problems if problem.severity == ERROR]


def _is_listed(index: int, lines: Sequence[Line], listed: set[int]) -> bool:
    """Whether a new line comes from an old one that is in the list already."""
    return 0 <= index < len(lines) and lines[index].number in listed


def _title_of(page: OldPage) -> str:
    """A title from the last part of an address, as the other programs make one."""
    parts = [part for part in page.address.split("/") if part]
    name = parts[-1].partition(".")[0] if parts else "Home"
    words = name.replace("-", " ").replace("_", " ").strip() or "Page"
    return words[:1].upper() + words[1:]
