"""The rules of style sheets, split so that a page can get only those that could affect it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile

from msgspec import Struct

from plainleaf.content.static_files import LETTER
from plainleaf.patterns import lazy_pattern

# What may hold a brace or a semicolon that ends nothing, or the end of a statement.
OPAQUE = r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)"']*\)"""
SIGN = lazy_pattern(rf"{OPAQUE}|\\.|[{{}};]", re.DOTALL)
COMMENT = lazy_pattern(r"/\*.*?\*/", re.DOTALL)
# At-rules with rules inside. A layer without a name is another one each time.
GROUPS = ("@layer", "@media", "@supports", "@container")
ONE_LAYER = "@layer"
INNER_PARENTHESES = lazy_pattern(r"\([^()]*\)")
NOT_A_NAME = lazy_pattern(rf"\[[^\]]*\]|::?{LETTER}+|#{LETTER}+")
NAME = lazy_pattern(rf"\.?(?!\d){LETTER}+")
# A selector for text in a language or of a direction: a page needs such a style if it has such a text.
LANGUAGE = lazy_pattern(r"""\[(lang)\|=["']?([\w-]+)["']?\]|\[(dir)=["']?(rtl)["']?\]""")
NESTED = lazy_pattern(r"""[(\[,)\]]|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""")
BESIDE = lazy_pattern(r" ([+~]) (?![^\[(]*[\])])")
ROOT = ":root"
PROPERTY = lazy_pattern(r"(?<![^{;\s])(--[\w-]+)\s*:")
CUSTOM = lazy_pattern(r"(?<![\w.#\\-])--[A-Za-z_][\w-]*")

# The names that a selector needs on a page: tags, classes with their dots, languages as `attribute_name` has them.
Names = frozenset[str]


class StyleRule(Struct, frozen=True):
    """One selector of a rule with its declarations, or a statement that is not a rule, which has no `selector`.

    It can affect a page that has all its `names`; one that `defines` a custom property affects pages with rules
    that use it. `groups` are the at-rules around it. Rules with the same `number` were one.
    """

    groups: tuple[str, ...]
    number: int
    selector: str
    block: str
    names: Names
    defines: str
    uses: tuple[str, ...]


def statements(css: str) -> Iterator[tuple[str, str | None]]:
    """The statements of some styles: what is before the block, and the text in it, None for one without a block."""
    begins, opens, depth = 0, 0, 0
    for sign in SIGN.finditer(css):
        match sign.group():
            case "{":
                depth += 1
                opens = sign.end() if depth == 1 else opens
            case "}":
                depth -= 1
                if depth == 0:
                    yield css[begins : opens - 1], css[opens : sign.start()]
                    begins = sign.end()
            case ";" if depth == 0:
                yield css[begins : sign.end()], None
                begins = sign.end()
    if css[begins:].strip():
        yield css[begins:], None


def words_before(block: str) -> str:
    """What is before a block, without comments."""
    return COMMENT.sub("", block).strip()


def cut_rules(css: str, first: int) -> tuple[StyleRule, ...]:
    """The rules of minified styles, in order. The `first` one has this number."""
    found = _cut(css, ())
    return tuple(
        StyleRule(groups, number, selector, block, names, defines, variables_in("".join((*groups, block))))
        for number, (groups, parts) in enumerate(found, first)
        for selector, block, names, defines in parts
    )


def join_rules(rules: Iterable[StyleRule]) -> str:
    """The text of some of the rules of style sheets, in their order."""
    text: list[str] = []
    around: tuple[str, ...] = ()
    # Parts of one rule are side by side.
    for (groups, _, _), parts in groupby(rules, key=lambda rule: (rule.groups, rule.number, rule.selector == "")):
        if groups != around:
            shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(around, groups, strict=False)))
            text += ("}" * (len(around) - shared), *(f"{group}{{" for group in groups[shared:]))
            around = groups
        text.append(_join(list(parts)))
    return "".join((*text, "}" * len(around)))


def variables_in(text: str) -> tuple[str, ...]:
    """The custom properties that styles name, and so may use."""
    return tuple(sorted(set(CUSTOM.findall(text))))


def attribute_name(attribute: str, value: str) -> str:
    """The name of a language or direction among those of tags and classes; 'es-US' has that of 'es'."""
    return f".{attribute}--{value.partition('-')[0].lower()}"


def _join(parts: list[StyleRule]) -> str:
    """Parts of one rule as a rule: either its selectors or its declarations were cut."""
    if not parts[0].selector:
        return "".join(part.block for part in parts)
    if parts[0].defines:
        return f"{parts[0].selector}{{{';'.join([part.block for part in parts])}}}"
    return f"{','.join([part.selector for part in parts])}{{{parts[0].block}}}"


_Part = tuple[str, str, Names, str]


def _cut(css: str, groups: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[_Part]]]:
    for before, block in statements(css):
        words = words_before(before)
        is_whole = words in ("", ONE_LAYER) or (words.startswith("@") and not words.startswith(GROUPS))
        if block is None or is_whole:
            yield groups, [("", before if block is None else f"{before}{{{block}}}", frozenset(), "")]
            continue
        if licenses := "".join(COMMENT.findall(before)):
            yield groups, [("", licenses, frozenset(), "")]
        if words.startswith("@"):
            yield from _cut(block, (*groups, words))
        else:
            yield groups, list(_cut_rule(words, block))


def _cut_rule(words: str, block: str) -> Iterator[_Part]:
    """A rule split by its selectors, or by its declarations if it only defines custom properties."""
    declarations = [before.removesuffix(";") for before, _ in statements(block)]
    properties = [PROPERTY.match(each) for each in declarations]
    if words == ROOT and all(properties):
        for declaration, named in zip(declarations, properties, strict=True):
            yield words, declaration, frozenset(), named[1] if named else ""
    elif "\\" in words or "&" in words:
        yield words, block, frozenset(), ""
    else:
        # A list inside a selector holds alternatives: it needs none of their names.
        for selector in _split(words):
            yield BESIDE.sub(r"\1", selector), block, _names_in(selector), ""


def _split(selectors: str) -> Iterator[str]:
    """The selectors of a list."""
    begins = depth = 0
    for sign in NESTED.finditer(selectors):
        if sign[0] in "([":
            depth += 1
        elif sign[0] in ")]":
            depth -= 1
        elif sign[0] == "," and depth == 0:
            yield selectors[begins : sign.start()].strip()
            begins = sign.end()
    yield selectors[begins:].strip()


def _names_in(selector: str) -> Names:
    """The names without which a selector matches nothing."""
    named = LANGUAGE.sub(lambda found: attribute_name(found[1] or found[3], found[2] or found[4]), selector)
    while INNER_PARENTHESES.search(named):
        named = INNER_PARENTHESES.sub("", named)
    names = NAME.findall(NOT_A_NAME.sub("", named))
    return frozenset(name if name.startswith(".") else name.lower() for name in names)
