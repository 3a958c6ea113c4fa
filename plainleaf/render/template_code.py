"""How templates are compiled: as Jinja does it, except for how a value is written.

Jinja makes a Markup of each value that it escapes, to join it to the others. Text does for that, in a fraction of the
time.
"""

from __future__ import annotations

from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from markupsafe import Markup, escape

from plainleaf.patterns import lazy_pattern

ESCAPED = lazy_pattern("[&<>'\"]")


def as_html(value: object) -> str:
    """A value as HTML: escaped, unless it is HTML already."""
    kind = type(value)
    if kind is Markup or (kind is str and not ESCAPED.search(value)):  # type: ignore[call-overload]  # it is a str
        return value  # type: ignore[return-value]  # the same
    return escape(value)


class TemplateCode(CodeGenerator):
    """Writes the Python code of a template. A class because Jinja requires one; the environment has `as_html`."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.as_html(")
        else:
            super()._output_child_pre(node, frame, finalize)
