"""Convert Markdown to HTML with either engine, without letting any raw HTML through.

The same few steps prepare the input of either engine and complete its output. There is one Converter per process,
because making one costs more than converting a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from plainleaf.input.characters import replace_forbidden, with_plain_ends
from plainleaf.markdown.engines import COMMONMARK, PYTHON_MARKDOWN, Engine, is_installed
from plainleaf.markdown.footnotes import extract_notes, name_notes
from plainleaf.markdown.html_tags import TagPass
from plainleaf.markdown.set_aside import Aside, make_pattern, set_aside
from plainleaf.markdown.tables import TablePass
from plainleaf.markdown.white_space import drop_odd_ends, normalize_spaces
from plainleaf.model.jobs import LinkTarget
from plainleaf.model.views import Heading
from plainleaf.patterns import lazy_pattern

# Placeholders for where a component begins or ends. All other placeholders are inserted by this package.
COMPONENT_PLACEHOLDERS = "\ue000\ue001\ue002\ue003"
SPACES_AT_END = lazy_pattern(r"(?<=\S)( {2,}(?=\n[^\n]))| +$", re.MULTILINE)
CLOSED_HEADING = lazy_pattern(r"^(#{1,6} [^\n]*#)  $", re.MULTILINE)


class Converted(Struct, frozen=True):
    """The HTML of a Markdown text, its headings, and the link targets that had not been resolved."""

    html: str
    headings: tuple[Heading, ...]
    unresolved: tuple[str, ...]


class Converter(Struct, frozen=True):
    """Converts one text after another. Python-Markdown keeps its state in the engine."""

    engine: Engine
    pattern: re.Pattern[str]

    def convert(self, text: str, targets: Mapping[str, LinkTarget], *, prefix: str = "") -> Converted:
        """The HTML of a text whose links are resolved by `targets`; every id has the `prefix` in it."""
        source, notes = extract_notes(_tidy(text), prefix)
        aside = Aside([])
        tags = TagPass(targets, aside, prefix)
        html = tags.apply(self.engine(set_aside(source, self.pattern, notes, aside, tags.autolink)))
        html = aside.restore(html.replace("<br />", "<br>").replace("<hr />", "<hr>"))
        return Converted(notes.assemble(html).rstrip("\n"), tuple(tags.headings), tuple(tags.unresolved))


def make_engine(name: str) -> Engine:
    """The engine of that name. One that is not installed has been reported, so the other publishes nothing."""
    # Imported only when used: one is an extra, the other takes longer to import than a page takes to convert.
    if name == COMMONMARK and is_installed(name):
        from pyromark import Markdown, Options

        return Markdown(options=Options.ENABLE_TABLES | Options.ENABLE_DEFINITION_LIST).html
    from plainleaf.markdown.python_markdown import make_python_markdown

    return make_python_markdown()


def make_converter(engine: str = PYTHON_MARKDOWN, allowed_html: tuple[str, ...] = ()) -> Converter:
    """A converter with the engine of that name. The elements in `allowed_html` pass through, without attributes."""
    return Converter(make_engine(engine), make_pattern(allowed_html))


def name_elements(html: str, title: str, words: Mapping[str, str]) -> str:
    """The finished HTML of a text below a `title`, with its tables and notes named in its language.

    `words` are the interface texts of that language. It is the last step, because names are plain text: nothing in them
    is explained or linked.
    """
    return name_notes(TablePass(title, words).apply(html), words)


def _tidy(text: str) -> str:
    """The text without invisible differences: no tabs, and no trailing spaces except the two that break a line."""
    text = with_plain_ends(text).expandtabs(4)
    # Python-Markdown has placeholders of its own, between control characters.
    text = normalize_spaces(drop_odd_ends(replace_forbidden(text, allowed=COMPONENT_PLACEHOLDERS)))
    text = SPACES_AT_END.sub(_keep_two, text) if " \n" in text else text.rstrip(" ")
    # Behind the closing signs of a heading there is no line to break, but one engine would keep the signs.
    return CLOSED_HEADING.sub(r"\1", text) if "#  \n" in text else text


def _keep_two(found: re.Match[str]) -> str:
    return "  " if found.group(1) else ""
