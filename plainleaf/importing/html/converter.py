"""What elements become that markdownify does not know: components, links in place of frames. Imports the extra."""

from __future__ import annotations

import re
from typing import Any

from markdownify import ATX, MarkdownConverter

from plainleaf.content.components import HIDDEN_TEXT
from plainleaf.importing.html.elements import PROGRAMS, video_link
from plainleaf.importing.new_front import plain_text
from plainleaf.importing.text_lines import make_figure
from plainleaf.input.characters import replace_forbidden
from plainleaf.patterns import lazy_pattern

STEP = "    "
# A summary or a caption on its way to the element around it. No source holds these characters (see convert.py).
BEGIN, END = "\ue000", "\ue001"
TAG_LIKE = lazy_pattern("<(?=[A-Za-z/!?])")
# What begins another block in Markdown than a paragraph. A hyphen before words is a list, as its author meant it.
BEGINS_BLOCK = lazy_pattern(r"^([ \t]*)([#>]|[-+](?=[ \t]+[^\w\s]*\d))", re.MULTILINE)
BEGINS_BLOCK_IN_ITEM = lazy_pattern(r"^([#>]|[-+](?= )|[0-9]+(?=\.))")
THROUGH = lazy_pattern(r"text-decoration[\w-]*\s*:[^;]{0,100}line-through", re.IGNORECASE)
# A line of Markdown: the mark of its block, and its words.
WORDS = lazy_pattern(r"^((?:[ \t]*+(?:[-*+>#]++|\d++\.)[ \t]++)*+)(\S(?:.*\S)?)", re.MULTILINE)
TITLE = lazy_pattern(f"{BEGIN}([^{BEGIN}{END}]*){END}")


class _Converter(MarkdownConverter):
    """The library asks for a subclass with one method for each element. `el` is the element, `text` what is in it."""

    # ruff: noqa: ARG002 - the library passes the same arguments to each method

    def get_conv_fn(self, tag_name: str) -> Any:
        return _as_it_is if tag_name in PROGRAMS else super().get_conv_fn(tag_name)  # type: ignore[misc]

    def escape(self, text: str, parent_tags: set[str]) -> str:
        # A '<' in a text was written as '&lt;', so it begins no element.
        return TAG_LIKE.sub(r"\\<", super().escape(text, parent_tags))  # type: ignore[misc]

    def process_tag(self, node: Any, parent_tags: set[str] | None = None) -> str:
        text: str = super().process_tag(node, parent_tags)  # type: ignore[misc]
        return WORDS.sub(r"\1~~\2~~", text) if THROUGH.search(node.get("style") or "") else text

    def convert_strike(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return self.convert_del(el, text, parent_tags)  # type: ignore[attr-defined,no-any-return]

    def convert_p(self, el: Any, text: str, parent_tags: set[str]) -> str:
        made: str = super().convert_p(el, text, parent_tags)  # type: ignore[misc]
        # Elsewhere than in a text of WordPress, it is Markdown already.
        return BEGINS_BLOCK.sub(r"\1\\\2", made) if self.options["escape_asterisks"] else made  # type: ignore[attr-defined]

    def convert_figure(self, el: Any, text: str, parent_tags: set[str]) -> str:
        picture, caption = el.find("img"), TITLE.search(text)
        is_one = picture is not None and bool(picture.get("src")) and not el.find_all("img")[1:]
        if not is_one or not caption or _is_inside(parent_tags):
            return f"\n\n{TITLE.sub(_bare, text).strip()}\n\n"
        return f"\n\n{make_figure(picture['src'].strip(), _words(picture), caption.group(1))}\n\n"

    def convert_figcaption(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{BEGIN}{text.strip()}{END}\n\n" if text.strip() else ""

    convert_summary = convert_figcaption

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        source = el.get("src") or el.get("data-src") or ""
        return f"![{_words(el)}]({source.strip()})" if source.strip() else ""

    def convert_details(self, el: Any, text: str, parent_tags: set[str]) -> str:
        title = TITLE.search(text)
        inside = TITLE.sub("", text, count=1).strip()
        if _is_inside(parent_tags):
            return f"\n\n{TITLE.sub(_bold, text).strip()}\n\n"
        words = plain_text(title.group(1)) if title else ""
        return f"\n\n::: {HIDDEN_TEXT} {words or 'More'}\n\n{inside}\n:::\n\n"

    def convert_iframe(self, el: Any, text: str, parent_tags: set[str]) -> str:
        link = video_link(el.get("src") or el.get("data-src") or "")
        return f"\n\n{link}\n\n" if link else ""

    def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:
        words = text.strip()
        if not words:
            return "\n"
        bullet = f"{_number_of(el)}. " if el.parent is not None and el.parent.name == "ol" else "- "
        begins_with_text = isinstance(next((each for each in el.contents if str(each).strip()), None), str)
        if begins_with_text and self.options["escape_asterisks"]:  # type: ignore[attr-defined]
            words = BEGINS_BLOCK_IN_ITEM.sub(_escaped, words)
        first, *more = words.split("\n")
        return "\n".join([bullet + first, *(STEP + each if each else "" for each in more)]) + "\n"


def _is_inside(parent_tags: set[str]) -> bool:
    """Whether an element is where no component can begin."""
    return bool(parent_tags & {"li", "td", "th", "blockquote", "dd", "_inline"})


def _escaped(found: re.Match[str]) -> str:
    return f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}"


def _number_of(item: Any) -> int:
    """The number that a browser shows before an item of a numbered list."""
    before = item.find_previous_siblings("li")
    step = -1 if item.parent.has_attr("reversed") else 1
    count = len(before) + 1 + len(item.find_next_siblings("li"))
    number = _read_number(item.parent.get("start"), count if step < 0 else 1) - step
    for each in (*reversed(before), item):
        number = _read_number(each.get("value"), number + step)
    return max(number, 0)


def _read_number(written: str | None, otherwise: int) -> int:
    return int(written) if written and re.fullmatch(r"\d{1,4}", written.strip()) else otherwise


def _bare(found: re.Match[str]) -> str:
    return found.group(1)


def _bold(found: re.Match[str]) -> str:
    return f"**{found.group(1).strip('*')}**"


def _words(picture: Any) -> str:
    """A picture's text alternative on one line."""
    return " ".join((picture.get("alt") or "").replace("[", "(").replace("]", ")").split())


def _as_it_is(el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: ARG001 - what markdownify passes
    return f"\n\n{el}\n\n"


def convert(html: str, *, is_text: bool) -> str:
    """HTML as Markdown, with components for figures and details."""
    converter = _Converter(
        heading_style=ATX, bullets="-", escape_asterisks=is_text, escape_underscores=is_text, table_infer_header=True,
        sub_symbol="<sub>", sup_symbol="<sup>",
    )  # fmt: skip
    return replace_forbidden(TITLE.sub(_bare, converter.convert(html))).replace("\xa0", " ")
