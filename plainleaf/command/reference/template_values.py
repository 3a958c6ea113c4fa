"""The page of the reference on the values that templates may use, made from the types of these values."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from types import ModuleType

from msgspec import Struct

from plainleaf.model import cards, views

TYPE_WORDS = {"str": "text", "bool": "yes or no", "int": "number", "object": "any value"}
# Most values are texts, and the name of a yes or no says so.
WITHOUT_TYPE = ("text", "yes or no")


def make_values_page() -> Iterator[str]:
    """The lines of template-values.md."""
    yield from (
        "# Values for templates",
        "",
        "A page template is given `site` ([SiteView](#siteview)), `page` ([PageView](#pageview)) and `prose`",
        "([Prose](#prose)). Any other name is a problem (`template-value`).",
        "[How to change templates](../how-to/change-templates.md) says more.",
        "",
        "What has no type is a text, or true or false if its name begins with `is_`; `?` may be none; `[]` is a list.",
        "`html`, `lead`, `rest`, `notes` and `explanation` are safe HTML.",
    )
    classes = {each.__name__: each for module in (views, cards) for each in _structs_of(module)}
    for title, each in classes.items():
        yield from ("", f"## {title}", "", " ".join(inspect.cleandoc(each.__doc__ or "").split()), "")
        by_type: dict[str, list[str]] = {}
        for name in each.__struct_fields__:
            by_type.setdefault(_in_words(each.__annotations__[name], classes), []).append(f"`{name}`")
        texts = [name for word in WITHOUT_TYPE for name in by_type.pop(word, [])]
        yield from (f"- {', '.join(texts)}" for _ in texts[:1])
        yield from (f"- {words}: {', '.join(names)}" for words, names in by_type.items())


def _structs_of(module: ModuleType) -> list[type[Struct]]:
    found = [each for each in vars(module).values() if inspect.isclass(each) and issubclass(each, Struct)]
    return [each for each in found if each.__module__ == module.__name__]


def _in_words(annotation: str, classes: Mapping[str, type]) -> str:
    """A type annotation in words, with links to the values it names."""
    if annotation.endswith(" | None"):
        return f"{_in_words(annotation.removesuffix(' | None'), classes)}?"
    if found := re.fullmatch(r"tuple\[(.+), \.\.\.\]", annotation):
        return f"{_in_words(found.group(1), classes)}[]"
    if found := re.fullmatch(r"tuple\[(.+)\]", annotation):
        return f"({', '.join(_in_words(part, classes) for part in found.group(1).split(', '))})"
    if found := re.fullmatch(r"Mapping\[str, (.+)\]", annotation):
        return f"{_in_words(found.group(1), classes)} by name"
    return f"[{annotation}](#{annotation.lower()})" if annotation in classes else TYPE_WORDS.get(annotation, annotation)
