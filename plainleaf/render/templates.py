"""Jinja templates: strict, escaping, with our few filters. What a template does wrong is a problem with its line.

A site's own templates may come from a stranger, so they run in Jinja's sandbox. That takes twice as long, so shipped
templates run outside of it, as long as nothing of the site's own can reach them: see Templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any

import jinja2
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError
from jinja2.nodes import Node
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from plainleaf.input.shipped import Template, gather
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import OUR_FAULT, Place, Problem
from plainleaf.render.compiled_templates import CompiledTemplates
from plainleaf.render.recent_cache import RecentCache
from plainleaf.render.template_code import TemplateCode, as_html
from plainleaf.render.template_filters import FILTERS
from plainleaf.state.private_folder import PrivateFolder

FOLDER = "templates/"
# Settings that affect how a template is compiled.
CHOICES: dict[str, Any] = {
    "autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": False
}  # fmt: skip
# What Python, Jinja and its filters raise when a line of a template cannot be executed.
FAILURES = (
    jinja2.TemplateError, ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, NameError,
    RuntimeError, SyntaxError, TypeError, ValueError,
)  # fmt: skip
LARGEST = 1_000_000  # characters, items or bits
# A field of a format that is wider than any text.
WIDE = lazy_pattern(r"%[^a-zA-Z%]*(?:\d{5,}|\*)")
# Half a character: a lone surrogate, which no file can hold.
HALF_WRITTEN = lazy_pattern(r"\\u[dD][89a-fA-F]")
CORRECT = "Correct the template on this line, or delete your copy to use the one that comes with plainleaf."


class TemplateError(Exception):
    """A template failed, with the Problem to report. The renderer catches it and goes on with the next page."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Plain(jinja2.Environment):
    """Where shipped templates run. A class because Jinja requires one."""

    code_generator_class = TemplateCode
    as_html = staticmethod(as_html)


class Sandbox(ImmutableSandboxedEnvironment):
    """Where a site's own templates run. A class because Jinja requires one."""

    code_generator_class = TemplateCode
    as_html = staticmethod(as_html)
    # Not computed while a template is compiled, and not without bound: see call_binop.
    intercepted_binops = frozenset(("*", "**", "%"))

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        """What Jinja calls for these operators: refuse results that could fill the memory or take for ever."""
        sizes = [len(each) for each in (left, right) if isinstance(each, str | list | tuple)]
        if operator == "**" and isinstance(left, int) and isinstance(right, int) and right > 0:
            is_huge = left.bit_length() * right > LARGEST
        elif operator == "%":
            is_huge = isinstance(left, str) and WIDE.search(left) is not None
        else:
            is_huge = any(size * each > LARGEST for size in sizes for each in (left, right) if isinstance(each, int))
        if is_huge:
            raise OverflowError(f"the result of '{operator}' would be too large")
        return super().call_binop(context, operator, left, right)

    def unsafe_undefined(self, _obj: object, attribute: str) -> jinja2.Undefined:
        """What Jinja calls for a forbidden attribute: refuse at once, before the template can use the result."""
        raise SecurityError(f"a site's templates may not use '{attribute}'")


class Templates:
    """The templates of a site, compiled once. A class because an environment is a cache.

    A template is rendered in `plain` if it and everything that it extends, includes or imports, directly or not, is
    shipped and unchanged; otherwise in the `sandbox`, with everything it uses. So code compiled for one environment
    never meets a value, a macro or a block of the other. Only the finished text of a shared part crosses over.
    """

    def __init__(self, templates: Mapping[str, Template], folder: PrivateFolder | None = None) -> None:
        self.templates = templates
        self.trusted = find_trusted(templates)
        self.plain = _make_environment(Plain, self._load_trusted, folder)
        self.sandbox = _make_environment(Sandbox, self._load, folder)
        for environment in (self.plain, self.sandbox):
            environment.globals["shared"] = self._shared
        self.parts: RecentCache[object, dict[tuple[str, bool], Markup]] = RecentCache(lambda _: {})

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """The text of a template. Raises TemplateError for anything a template can do wrong."""
        try:
            text = self._find(name).render(values)
        except jinja2.TemplateSyntaxError as error:
            place = Place(error.filename or FOLDER + name, error.lineno)
            raise TemplateError(Problem(place, "template-syntax", error.message or "", CORRECT)) from error
        except jinja2.TemplateNotFound as error:
            place, message = self._place_in(error.__traceback__, name), f"there is no template '{error.name}'"
            raise self._blame(Problem(place, "template-missing", message, "Put the file back.")) from error
        except jinja2.UndefinedError as error:
            place, fix = (
                self._place_in(error.__traceback__, name),
                "docs/reference/template-values.md lists the values.",
            )
            raise self._blame(Problem(place, "template-value", error.message or "", fix)) from error
        except FAILURES as error:
            place = self._place_in(error.__traceback__, name)
            what = "it includes or calls itself without end" if isinstance(error, RecursionError) else str(error)
            message = f"the template fails here: {what} ({type(error).__name__})"
            raise self._blame(Problem(place, "template-failed", message, CORRECT)) from error
        if not _can_be_written(text):
            message = "half a character, such as '\\ud800', comes of this template, and no file can hold it"
            raise TemplateError(Problem(self._place_of_half(name), "template-failed", message, CORRECT))
        return text

    def compile(self, names: Iterable[str]) -> None:
        """Compile some templates ahead of use. One with a mistake is reported when it is used."""
        for name in names:
            with suppress(jinja2.TemplateError):
                self._find(name)

    def _find(self, name: str) -> jinja2.Template:
        return (self.plain if name in self.trusted else self.sandbox).get_template(name)

    @jinja2.pass_context
    def _shared(self, context: jinja2.runtime.Context, name: str) -> Markup:
        """A part that reads only `site`, rendered once for all pages with the same site."""
        if "site" not in context:
            raise jinja2.UndefinedError("'site' is undefined, so nothing can be shared")
        site, is_sandboxed = context["site"], context.environment.sandboxed
        # For a site's own template the part is sandboxed too, because `site` may be a value of its making.
        parts, key = self.parts.get(site), (name, is_sandboxed)
        if key not in parts:
            part = self.sandbox.get_template(name) if is_sandboxed else self._find(name)
            parts[key] = Markup(part.render(site=site))  # noqa: S704 - it was escaped
        return parts[key]

    def _load_trusted(self, name: str) -> tuple[str, str, None] | None:
        """Jinja's loader outside the sandbox, where the site's own templates do not exist."""
        return self._load(name) if name in self.trusted else None

    def _load(self, name: str) -> tuple[str, str, None] | None:
        """Jinja's loader: a template's text, and the path to use in error messages."""
        template = self.templates.get(name)
        return (template.text, FOLDER + name, None) if template else None

    def _place_of_half(self, name: str) -> Place:
        """Where one of the site's own templates writes half a character, else the template that was rendered."""
        own = ((FOLDER + each, HALF_WRITTEN.search(t.text), t) for each, t in self.templates.items() if t.is_own)
        places = (Place(path, t.text.count("\n", 0, found.start()) + 1) for path, found, t in own if found)
        return next(places, Place(FOLDER + name))

    def _is_own(self, path: str) -> bool:
        template = self.templates.get(path.removeprefix(FOLDER))
        return template is not None and template.is_own

    def _blame(self, problem: Problem) -> TemplateError:
        """The same problem for a site's own template; for a shipped template, one that says the mistake is ours."""
        if self._is_own(problem.place.path):
            return TemplateError(problem)
        return TemplateError(Problem(problem.place, "plainleaf-fault", problem.message, OUR_FAULT))

    def _place_in(self, traceback: TracebackType | None, name: str) -> Place:
        """The innermost line of a template in a traceback, which Jinja maps to template lines.

        If a site's own template calls a shipped one that fails, it passed a wrong value, so the site's own are
        preferred. A template that cannot be compiled is not in the traceback itself, but what compiles it is.
        """
        spots: list[Place] = []
        while traceback:
            frame = traceback.tb_frame
            file = frame.f_code.co_filename
            if file.startswith(FOLDER):
                spots.append(Place(file, traceback.tb_lineno))
            elif compiled := _find_compiled(frame.f_locals.get("self"), frame.f_locals.get("node")):
                spots.append(compiled)
            traceback = traceback.tb_next
        own = [spot for spot in spots if self._is_own(spot.path)]
        return [Place(FOLDER + name), *spots, *own][-1]


def _can_be_written(text: str) -> bool:
    """Whether a text has no half characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _find_compiled(compiler: object, node: object) -> Place | None:
    """The line of a template that one of Jinja's functions was compiling, if these are its `self` and its `node`."""
    if isinstance(compiler, CodeGenerator) and isinstance(node, Node):
        return Place(compiler.filename or "", node.lineno)
    return Place(compiler.filename or "", compiler.stream.current.lineno) if isinstance(compiler, Parser) else None


def find_trusted(templates: Mapping[str, Template]) -> frozenset[str]:
    """The names of templates that reach only shipped templates, not counting shared parts."""
    shipped = {name for name, template in templates.items() if template.is_shipped}
    if len(shipped) == len(templates):
        return frozenset(shipped)
    reached = {name: gather(name, templates, with_shared=False) for name in shipped}
    own = templates.keys() - shipped
    return frozenset(name for name, names in reached.items() if names is not None and names.isdisjoint(own))


def _make_environment(
    kind: type[Plain | Sandbox], load: Callable[[str], tuple[str, str, None] | None], folder: PrivateFolder | None
) -> jinja2.Environment:
    # Jinja asks for these while it compiles a template.
    bounded = sorted(getattr(kind, "intercepted_binops", ()))
    environment = kind(
        loader=jinja2.FunctionLoader(load),
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=CompiledTemplates(folder, f"{kind.__name__} {bounded} {CHOICES}") if folder else None,
        **CHOICES,
    )
    environment.filters.update(FILTERS)
    return environment
