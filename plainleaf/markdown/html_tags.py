"""Complete the HTML elements that Markdown produced: ids for headings, addresses for links, scopes for tables.

One pass over the tags, whichever engine wrote them. All HTML comes from the engine: a source cannot write any.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import quote, unquote

from msgspec import Struct, field

from plainleaf.input.characters import replace_forbidden
from plainleaf.markdown.set_aside import TAG, Aside
from plainleaf.markdown.slugify import slugify
from plainleaf.model.jobs import LinkTarget
from plainleaf.model.views import Heading
from plainleaf.patterns import lazy_pattern

# The '<' is factored out in front, so that the regex engine can search for it alone and skip the rest.
TAGS = lazy_pattern(
    r'<(?:a href="(?P<href>[^"]*)"(?: title="(?P<title>[^"]*)")?>(?P<empty>\s*</a>)?|(?P<close>/a>)'
    r'|img src="(?P<src>[^"]*)" alt="(?P<alt>[^"]*)"(?: title="(?P<name>[^"]*)")? />'
    r"|h(?P<level>[1-6])>(?=(?P<text>.*?)</h(?P=level)>)"
    r'|(?P<cell>th|td(?= style))(?: style="text-align: (?P<align>\w+);?")?>)',
    re.DOTALL,
)
QUOTE = '"'
EXTERNAL = ("https://", "http://")
CONTACTS = ("tel:", "mailto:")
# Characters left unencoded in addresses, to compare addresses that the engines encode differently.
IN_ADDRESSES = "/%?#:@&=+$,;!'()*~"


class TagPass(Struct):
    """The state of the pass over one text. Every heading's id begins with `prefix`."""

    targets: Mapping[str, LinkTarget]
    aside: Aside
    prefix: str
    headings: list[Heading] = field(default_factory=list)
    unresolved: list[str] = field(default_factory=list)
    closings: list[str] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict)

    def apply(self, source: str) -> str:
        """The HTML with its elements completed; headings and unresolved targets are collected."""
        return TAGS.sub(self._tag, source)

    def autolink(self, address: str) -> str:
        """The HTML of an address in angle brackets; an e-mail address has no scheme."""
        target = address if address.startswith(EXTERNAL) else f"mailto:{address}"
        opening, closing, _ = self._link(target, "", address)
        return f"{opening}{escape(address, quote=False)}{closing}"

    def _tag(self, found: re.Match[str]) -> str:
        href, title, empty, close, src, alt, name, level, text, cell, align = found.groups()
        if href is not None:
            shown = "" if empty is not None else found.string[found.end() : found.string.find("</a>", found.end())]
            opening, closing, words = self._link(unescape(href), self._attribute("title", title), shown)
            if empty is not None:
                return f"{opening}{words}{closing}"
            self.closings.append(closing)
            return opening
        if close:
            return self.closings.pop()
        if src is not None:
            return self._picture(unescape(src), self._attribute("alt", alt), self._attribute("title", name))
        if level:
            return self._heading(int(level), text)
        aligned = f' align="{align}"' if align else ""
        return f'<th{aligned} scope="col">' if cell == "th" else f"<td{aligned}>"

    def _attribute(self, name: str, value: str | None) -> str:
        """An attribute, with a space before it, from the value that the engine wrote; '' for none."""
        if value is None:
            return ""
        words = escape(unescape(self.aside.restore_words(value)), quote=False)
        return f' {name}="{words.replace(QUOTE, "&quot;")}"'

    def _link(self, written: str, title: str, shown: str) -> tuple[str, str, str]:
        """The tags of a link, and the text between them if nothing is `shown` there."""
        target = self._find(written)
        if target is None and written.startswith(EXTERNAL):
            return f'<a href="{escape(quote(written, safe=IN_ADDRESSES))}"{title}>', "</a>", ""
        if target is None:
            self.unresolved.append(replace_forbidden(unquote(written)))
        if target is None or not target.url:
            return f"<span{title}>", "</span>", ""
        number = _number_in_print(target, shown) if target.url.startswith(CONTACTS) else ""
        words = "" if shown else escape(target.text, quote=False)
        words = f'<bdi dir="ltr">{words}</bdi>' if words and target.is_isolated else words
        return f'<a{number} href="{escape(target.url)}"{title}>', "</a>", words

    def _find(self, written: str, kind: str = "") -> LinkTarget | None:
        found = self.targets.get(kind + written)
        if found is None and "%" in written:
            # CommonMark encodes special characters; authors write them unencoded.
            encoded = quote(kind + written, safe=IN_ADDRESSES)
            same = (target for name, target in self.targets.items() if quote(name, safe=IN_ADDRESSES) == encoded)
            return next(same, None)
        return found

    def _picture(self, written: str, alt: str, title: str) -> str:
        target = self._find(written, "!")
        if target is None or target.picture is None:
            self.unresolved.append(replace_forbidden(unquote(written)))
            return ""
        width, height = target.picture.width, target.picture.height
        high, wide = (f' height="{height}"', f' width="{width}"') if width and height else ("", "")
        image = f'<img{alt} decoding="async"{high} loading="lazy" src="{escape(target.url)}"{title}{wide}>'
        sources = "".join(
            f'<source sizes="{target.picture.sizes}" srcset="{escape(source.srcset)}" type="{source.type}">'
            for source in target.picture.sources
        )
        return f"<picture>{sources}{image}</picture>" if sources else image

    def _heading(self, level: int, inside: str) -> str:
        bare = TAG.sub("", inside) if "<" in inside else inside
        words = unescape(self.aside.restore_words(bare))
        text = " ".join(words.split())
        base = self.prefix + (slugify(text) or "section")
        count = self.taken[base] = self.taken.get(base, 0) + 1
        anchor = base if count == 1 else f"{base}-{count}"
        self.headings.append(Heading(level, anchor, text))
        return f'<h{level} id="{anchor}">'


def _number_in_print(target: LinkTarget, shown: str) -> str:
    """The attribute for a contact link whose text does not include its number or address; '' if it does.

    A link cannot be followed on paper, so the style sheet prints the attribute's value next to the text.
    """
    is_silent = bool(shown) and target.text not in unescape(TAG.sub("", shown))
    return f' data-number="{escape(target.text)}"' if is_silent else ""
