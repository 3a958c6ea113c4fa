"""Jinja templates: strict, escaping, with our few filters. What a template does wrong is a problem with its line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any

import jinja2
from markupsafe import Markup, escape

from plainleaf.files import read_text
from plainleaf.problems import Place, Problem, Report
from plainleaf.shipped import find_shipped

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

# What Python and Jinja raise when a line of a template asks for something that cannot be done.
FAILURES = (
    jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, MemoryError, RuntimeError, SyntaxError,
    TypeError, ValueError,
)  # fmt: skip
CORRECT = "Correct the template on this line, or delete your copy to use the one that comes with plainleaf."
OUR_FAULT = (
    "This is a mistake in plainleaf, not in your site. Send this message to whoever looks after plainleaf for you. "
    "Until it is mended, undo your last change."
)


class TemplateError(Exception):
    """A template that cannot be used, as a Problem. The renderer catches it and goes on with the next page."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Templates:
    """The templates of a site, compiled once. A class because Jinja keeps its cache in an environment."""

    def __init__(self, root: Path, cache: Path | None = None) -> None:
        self.folders = [root.resolve() / "templates", find_shipped() / "templates"]
        self.environment = jinja2.Environment(
            loader=jinja2.FunctionLoader(self._load),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            auto_reload=False,
            bytecode_cache=jinja2.FileSystemBytecodeCache(str(cache)) if cache else None,
        )
        self.environment.filters.update(day=day_in_words, iso=iso_day, fill=fill, json=to_json)

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """The text of a template. Raises TemplateError for whatever a template can do wrong."""
        try:
            return self.environment.get_template(name).render(values)
        except jinja2.TemplateSyntaxError as error:
            place = Place(self._path(error.filename or name), error.lineno)
            raise TemplateError(Problem(place, "template-syntax", error.message or "", CORRECT)) from error
        except jinja2.TemplateNotFound as error:
            place, message = self._place_in(error.__traceback__, name), f"there is no template '{error.name}'"
            raise self._blame(Problem(place, "template-missing", message, "Put the file back.")) from error
        except jinja2.UndefinedError as error:
            place, fix = self._place_in(error.__traceback__, name), "See docs/templates.md for the values there are."
            raise self._blame(Problem(place, "template-value", error.message or "", fix)) from error
        except FAILURES as error:
            place = self._place_in(error.__traceback__, name)
            what = "it includes or calls itself without end" if isinstance(error, RecursionError) else str(error)
            message = f"the template fails here: {what} ({type(error).__name__})"
            raise self._blame(Problem(place, "template-failed", message, CORRECT)) from error

    def _load(self, name: str) -> tuple[str, str, None] | None:
        """The text of a template and its file, as Jinja wants it; None when there is none of this name."""
        for folder in self.folders:
            file = folder / name
            if ".." not in PurePosixPath(name).parts and file.is_file():
                report = Report()
                text = read_text(folder.parent, f"templates/{name}", report)
                if text is None:
                    raise TemplateError(report.problems[0])
                return text, str(file), None
        return None

    def _blame(self, problem: Problem) -> TemplateError:
        """A problem of the site's own template as it is; one of a shipped template is ours."""
        if (self.folders[0] / problem.place.path.removeprefix("templates/")).is_file():
            return TemplateError(problem)
        return TemplateError(Problem(problem.place, "plainleaf-fault", problem.message, OUR_FAULT))

    def _place_in(self, traceback: TracebackType | None, name: str) -> Place:
        """The innermost spot of a template in a traceback, which Jinja rewrites to template lines.

        A shipped template that fails when one of the site's own calls it was given something wrong, so the site's own
        ones come first.
        """
        spots: list[tuple[str, int]] = []
        while traceback:
            spots.append((traceback.tb_frame.f_code.co_filename, traceback.tb_lineno))
            traceback = traceback.tb_next
        for folder in self.folders:
            found = [(file, line) for file, line in spots if Path(file).is_relative_to(folder)]
            if found:
                file, line = found[-1]
                return Place(self._path(file), line)
        return Place(f"templates/{name}")

    def _path(self, file: str) -> str:
        for folder in self.folders:
            if file.startswith(str(folder)):
                return str(Path("templates") / Path(file).relative_to(folder))
        return f"templates/{file}"


def day_in_words(day: date) -> str:
    """A day as people in the US write it: 'May 14, 2026'."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def iso_day(day: date) -> str:
    """A day as machines read it: '2026-05-14'."""
    return day.isoformat()


def fill(text: str, **values: object) -> Markup:
    """A text with its {places} filled; the text and the values are escaped, unless a value is HTML already."""
    return Markup(escape(text)).format(**values)  # noqa: S704 - escaped first, marked safe last


def to_json(value: object) -> Markup:
    """A value as JSON that may stand in a script element."""
    safe = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
    return Markup(safe)  # noqa: S704 - it holds no "<"
