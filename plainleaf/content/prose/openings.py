"""What somebody meant who wrote an opening line of a component that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from plainleaf.content.components import WORDS, Component
from plainleaf.input.mistakes.lines import in_quotes
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem, suggest

ADDRESS = lazy_pattern(r"(?:https?:)?//\S+|www\.\S+")
PATH = lazy_pattern(r"\S*/\S+\.\w{2,5}|\S+\.\w{2,5}")
# With spaces in front, a space before the colon, another sign in its place, or a mark of a list.
ODD_OPTION = lazy_pattern(r"[ \t]*(?:[-*•] )?[*_]*(?P<name>[A-Za-z][\w-]*)[*_]*[ \t]*[:=：][*_]*[ \t]*(?P<value>\S.*)")
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")


def fix_name(name: str, components: Mapping[str, Component | None], guessed: Collection[str]) -> str:
    """The fix for a component that does not exist; other programs have boxes of other names."""
    known = (component for component in components.values() if component is not None)
    ours = next((each.names[0] for each in known if name.casefold() in each.settings.replaces), "")
    otherwise = f"Write '::: {ours}'." if ours else f"Use one of: {', '.join(sorted(components))}."
    return suggest(name, () if ours else guessed, otherwise=otherwise)


def place_argument(component: Component, argument: str, written: Collection[str]) -> tuple[str, str]:
    """The fix for a text on the opening line of a component that takes none, and the option that it is meant to be.

    The option is "" if that is not clear. `written` are the options that are there.
    """
    if ADDRESS.fullmatch(argument) and component.options_of_type("file"):
        fix = (
            "A page shows nothing from another site, which would record who looks at it. Write a link in its place: "
            f"[Say what it shows]({argument})"
        )
        return fix, ""
    is_picture = argument.lower().endswith(PICTURES)
    types = ("picture",) if is_picture else ("file",) if PATH.fullmatch(argument) else (WORDS,)
    options = component.settings.options.items()
    free = [name for name, each in options if each.required and each.type in types and name not in written]
    if len(free) != 1 and types == (WORDS,) and component.settings.content.heading == "required":
        return f"Write it on the next line, as a heading: ## {argument}", ""
    if len(free) != 1:
        return "Move that text to a line of its own, or delete it.", ""
    is_odd = "/" not in argument and re.search(r": | #|^\W", argument)
    return f"Write it on the next line: {free[0]}: {in_quotes(argument) if is_odd else argument}", free[0]


def find_odd_option(component: Component, below: Sequence[str], place: Place) -> Problem | None:
    """The problem of the line below an opening line, if any, that is meant as an option and is not read as one."""
    found = ODD_OPTION.fullmatch(below[0]) if below else None
    if found is None or found["name"].lower() not in component.settings.options:
        return None
    fix = f"Begin options at the start of their lines, with a colon after the name: {found['name']}: {found['value']}"
    return Problem(place, "unknown-option", "this line is meant as an option, but is read as text", fix)
