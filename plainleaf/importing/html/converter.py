"""What elements become that markdownify does not know: components, links in place of frames. Imports the extra."""

from __future__ import annotations

from typing import Any

from markdownify import ATX, MarkdownConverter

from plainleaf.content.components import HIDDEN_TEXT
from plainleaf.importing.html.elements import PROGRAMS, video_link
from plainleaf.importing.text_lines import make_figure

STEP = "    "


class _Converter(MarkdownConverter):
    """The library asks for a subclass with one method for each element. `el` is the element, `text` what is in it."""

    # ruff: noqa: ARG002 - the library passes the same arguments to each method

    def get_conv_fn(self, tag_name: str) -> Any:
        return _as_it_is if tag_name in PROGRAMS else super().get_conv_fn(tag_name)  # type: ignore[misc]

    def convert_figure(self, el: Any, text: str, parent_tags: set[str]) -> str:
        picture, caption = el.find("img"), el.find("figcaption")
        if picture is None or el.find_all("img")[1:] or not picture.get("src") or _is_inside(parent_tags):
            return f"\n\n{text.strip()}\n\n"
        words = self.process_tag(caption, {"figure", "_inline"}).strip() if caption else ""  # type: ignore[attr-defined]
        if not words:
            return f"\n\n{self.convert_img(picture, '', parent_tags)}\n\n"
        return f"\n\n{make_figure(picture['src'], _words(picture), words)}\n\n"

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        source = el.get("src") or el.get("data-src") or ""
        return f"![{_words(el)}]({source.strip()})" if source.strip() else ""

    def convert_details(self, el: Any, text: str, parent_tags: set[str]) -> str:
        title = el.find("summary")
        if _is_inside(parent_tags):
            return f"\n\n{text.strip()}\n\n"
        words = " ".join(title.get_text().split()) if title else "More"
        inside = "".join(self.process_element(each, set()) for each in el.children if each is not title)  # type: ignore[attr-defined]
        return f"\n\n::: {HIDDEN_TEXT} {words}\n\n{inside.strip()}\n:::\n\n"

    def convert_summary(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_iframe(self, el: Any, text: str, parent_tags: set[str]) -> str:
        link = video_link(el.get("src") or el.get("data-src") or "")
        return f"\n\n{link}\n\n" if link else ""

    def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:
        words = text.strip()
        if not words:
            return "\n"
        above = el.parent
        number = 1 + len(el.find_previous_siblings("li"))
        bullet = f"{number}. " if above is not None and above.name == "ol" else "- "
        first, *more = words.split("\n")
        return "\n".join([bullet + first, *(STEP + each if each else "" for each in more)]) + "\n"


def _is_inside(parent_tags: set[str]) -> bool:
    """Whether an element is where no component can begin."""
    return bool(parent_tags & {"li", "td", "th", "blockquote", "dd", "_inline"})


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
    return converter.convert(html).replace("\xa0", " ")
