"""Jinja templates: strict, escaping, with our few filters. What a template does wrong is a problem with its line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

import jinja2
from markupsafe import Markup, escape

from plainleaf.latest import Latest
from plainleaf.problems import Place, Problem
from plainleaf.shipped import Template

FOLDER = "templates/"
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

    def __init__(self, templates: Mapping[str, Template], cache: Path | None = None) -> None:
        self.templates = templates
        self.environment = jinja2.Environment(
            loader=jinja2.FunctionLoader(self._load),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=jinja2.FileSystemBytecodeCache(str(cache)) if cache else None,
        )
        self.environment.filters.update(day=day_in_words, iso=iso_day, fill=fill, json=to_json)
        self.environment.globals["shared"] = self._shared
        self.parts: Latest[object, dict[str, Markup]] = Latest(lambda _: {})

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """The text of a template. Raises TemplateError for whatever a template can do wrong."""
        try:
            return self.environment.get_template(name).render(values)
        except jinja2.TemplateSyntaxError as error:
            place = Place(error.filename or FOLDER + name, error.lineno)
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

    def compile(self, names: Iterable[str]) -> None:
        """Compile some templates before they are asked for. One that is wrong is reported when it is used."""
        for name in names:
            with suppress(jinja2.TemplateError):
                self.environment.get_template(name)

    @jinja2.pass_context
    def _shared(self, context: jinja2.runtime.Context, name: str) -> Markup:
        """A part that reads `site` alone, rendered once for all pages that see the same site."""
        if "site" not in context:
            raise jinja2.UndefinedError("'site' is undefined, so nothing can be shared")
        site = context["site"]
        parts = self.parts.get(site)
        if name not in parts:
            parts[name] = Markup(self.environment.get_template(name).render(site=site))  # noqa: S704 - it was escaped
        return parts[name]

    def _load(self, name: str) -> tuple[str, str, None] | None:
        """What Jinja asks for: a template's text, and the path by which it will speak of it."""
        template = self.templates.get(name)
        return (template.text, FOLDER + name, None) if template else None

    def _is_own(self, path: str) -> bool:
        template = self.templates.get(path.removeprefix(FOLDER))
        return template is not None and template.is_own

    def _blame(self, problem: Problem) -> TemplateError:
        """A problem of the site's own template as it is; one of a shipped template is ours."""
        if self._is_own(problem.place.path):
            return TemplateError(problem)
        return TemplateError(Problem(problem.place, "plainleaf-fault", problem.message, OUR_FAULT))

    def _place_in(self, traceback: TracebackType | None, name: str) -> Place:
        """The innermost spot of a template in a traceback, which Jinja rewrites to template lines.

        A shipped template that fails when one of the site's own calls it was given something wrong, so the site's own
        ones come first.
        """
        spots: list[Place] = []
        while traceback:
            file = traceback.tb_frame.f_code.co_filename
            if file.startswith(FOLDER):
                spots.append(Place(file, traceback.tb_lineno))
            traceback = traceback.tb_next
        own = [spot for spot in spots if self._is_own(spot.path)]
        return [Place(FOLDER + name), *spots, *own][-1]


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
