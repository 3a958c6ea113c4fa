"""The recovery sheet: a private key on paper, with what to do with it. It needs nothing else to be read or printed."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import jinja2
import segno
from markupsafe import Markup

from plainleaf.command.receiving.written_key import write_lines

TEMPLATES = Path(__file__).parent


def make_sheet(private: str, public: str, name: str, day: date) -> str:
    """The HTML of the sheet for a key called `name`."""
    facts = {"lines": write_lines(private), "public": public, "name": name, "day": day.isoformat()}
    return fill_template("recovery_sheet.html.jinja", code=Markup(make_code(private)), **facts)  # noqa: S704 - an SVG of ours


def make_code(private: str) -> str:
    """The SVG of a QR code with a key. It can be read with a quarter of it covered (level Q)."""
    file = io.BytesIO()
    segno.make_qr(private, error="q", boost_error=False).save(
        file, kind="svg", light="#fff", svgclass=None, lineclass=None, omitsize=True, xmldecl=False
    )
    return file.getvalue().decode()


def fill_template(name: str, /, **facts: object) -> str:
    """A page from a template beside this module. All values are escaped."""
    loader = jinja2.FileSystemLoader(TEMPLATES)
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.get_template(name).render(facts)
