"""Jinja templates: strict, escaping, with our few filters. What a template does wrong is a problem with its line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

import jinja2
from markupsafe import Markup, escape

from plainleaf.problems import Place, Problem

FOLDER = "templates/"
SUFFIXES = (".html", ".xml", ".txt")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class TemplateError(Exception):
    """A template that cannot be used, as a Problem. The renderer catches it and goes on with the next page."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_templates(files: Mapping[str, Path]) -> dict[str, bytes]:
    """The content of the templates among some files, which are by their paths below the root."""
    return {
        path.removeprefix(FOLDER): file.read_bytes()
        for path, file in files.items()
        if path.endswith(SUFFIXES) and "/expected/" not in path
    }


class Templates:
    """The templates of a site, compiled once. A class because Jinja keeps its cache in an environment."""

    def __init__(self, contents: Mapping[str, bytes], cache: Path | None = None) -> None:
        self.contents = contents
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
        """The text of a template. Raises TemplateError when it does not parse or uses an unknown value."""
        try:
            return self.environment.get_template(name).render(values)
        except jinja2.TemplateSyntaxError as error:
            place = Place(error.filename or FOLDER + name, error.lineno)
            fix = "Correct the template on this line, or delete your copy to use the one that comes with plainleaf."
            raise TemplateError(Problem(place, "template-syntax", error.message or "", fix)) from error
        except jinja2.TemplateNotFound as error:
            message = f"there is no template '{error.name}'"
            place = self._place_in(error.__traceback__, name)
            raise TemplateError(Problem(place, "template-missing", message, "Put the file back.")) from error
        except jinja2.UndefinedError as error:
            place = self._place_in(error.__traceback__, name)
            fix = "See docs/templates.md for the values that a template may use."
            raise TemplateError(Problem(place, "template-value", error.message or "", fix)) from error

    def _place_in(self, traceback: TracebackType | None, name: str) -> Place:
        """The innermost spot of a template in a traceback, which Jinja rewrites to template lines."""
        place = Place(FOLDER + name)
        while traceback:
            file = traceback.tb_frame.f_code.co_filename
            if file.startswith(FOLDER):
                place = Place(file, traceback.tb_lineno)
            traceback = traceback.tb_next
        return place

    def _load(self, name: str) -> tuple[str, str, None] | None:
        """What Jinja asks for: a template's text, and the path by which it will speak of it."""
        content = self.contents.get(name)
        if content is None:
            return None
        try:
            return content.decode(), FOLDER + name, None
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise jinja2.TemplateSyntaxError("this is not UTF-8", line, name, FOLDER + name) from error


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
