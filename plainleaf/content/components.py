"""Components: which options and content each takes, read from the component.yaml in its folder.

A component is a folder below templates/components/ with component.yaml, template.html, style.css and expected/.
Its options are declared fields, so they are checked and documented like front matter.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from plainleaf.content.decision_aids.declared import OPTIONS_TYPE, OUTCOMES_TYPE
from plainleaf.content.kinds import all_kinds, find_kinds
from plainleaf.input.fields import Field, FieldType, declare, read_group
from plainleaf.input.fieldtypes import choice, day, flag, group_of, line, list_of, named, names_of, number, text
from plainleaf.input.nodes import Node, find_place
from plainleaf.input.shipped import find_shipped, read_layer
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem, Report, suggest

WORDS, TEXTS = "text", "texts"
# A day on which something has happened: one that is still to come is a mistake.
PAST_DATE = "past-date"
# The types of the options of a decision aid (see decision_aids/declared.py).
COMPARED_OPTIONS, COMPARED_OUTCOMES = "compared-options", "compared-outcomes"
# An option may also name a page of a kind that is shown as a card.
OPTION_TYPES = (
    "text", "name", "choice", "flag", "date", PAST_DATE, "picture", "file", "page",
    *(kind.name for kind in find_kinds(lambda kind: kind.has_card)), "location", "phone", "pages", "folder",
    "red-flags", TEXTS, COMPARED_OPTIONS, COMPARED_OUTCOMES,
)  # fmt: skip
# The type of an option that names a set of red flags (see red_flags/sets.py), which is placed inside the component.
RED_FLAGS = "red-flags"
NAME = lazy_pattern(r"[A-Za-z][\w-]*")
# What other programs have under many names, and an import turns into a component.
FROM_ELSEWHERE = (WARNING_BOX, PLAIN_BOX, HIDDEN_TEXT, CAPTIONED_PICTURE) = (
    "warning-box", "plain-box", "hidden-text", "captioned-picture",
)  # fmt: skip
PRESENCE = ("required", "optional", "none")


class OptionSetting(Struct, frozen=True, kw_only=True):
    """One option as component.yaml declares it."""

    type: str = declare(choice(*OPTION_TYPES), "What may be written.", required=True)
    choices: tuple[str, ...] = declare(list_of(line()), "For the type choice.")
    required: bool = declare(flag(), "Whether it must be given.")
    help: str = declare(text(), "What it is for.", required=True)


class ContentSetting(Struct, frozen=True, kw_only=True):
    """What the text inside a component must look like."""

    heading: str = declare(choice(*PRESENCE), "Whether it begins with a heading.", default="none")
    list: str = declare(choice(*PRESENCE), "Whether it contains a list.", default="optional")
    body: str = declare(choice(*PRESENCE), "Whether it contains anything at all.", default="optional")
    items_at_least: int | None = declare(number(1, 20), "The minimum number of list items.")
    items_begin: Mapping[str, Mapping[str, str]] = declare(
        names_of(names_of(line())), "How each item begins, by the component's name and the language."
    )
    terms: bool = declare(flag(), "Whether terms are linked inside it.", default=True)


class CareCardSetting(Struct, frozen=True, kw_only=True):
    """What makes a component a care card, which tells people when to get help."""

    urgency: str = declare(
        line(), "The option that says how soon, or names a set of red flags, which has its own urgency.", required=True
    )
    emergency: str = declare(line(), "Its value for an emergency: now.", required=True)


class ExampleSetting(Struct, frozen=True, kw_only=True):
    """An example, used as a test, as documentation and in the gallery."""

    name: str = declare(line(), "Its name; also that of the expected output.", required=True)
    markdown: str = declare(text(), "What to write.", required=True)


class ComponentSettings(Struct, frozen=True, kw_only=True):
    """A component.yaml."""

    title: str = declare(line(), "Its name in the gallery.", required=True)
    says: str = declare(text(), "What it is, in one sentence.", required=True)
    use_when: str = declare(text(), "When to use it.")
    argument: str = declare(
        line(), "The option set by the rest of the opening line. If it is a text, the reading checks read it."
    )
    books: bool = declare(flag(), "Whether it leads to booking. It may not be next to an emergency card.")
    care_card: CareCardSetting | None = declare(group_of(CareCardSetting), "What makes it a care card, if it is one.")
    asks: str = declare(
        line(), "The option with a question that the text inside answers. Search engines are told about both."
    )
    shows_locations: bool = declare(
        flag(), "Whether it shows every location of the clinic. Search engines are told about them."
    )
    is_on_sheet: bool = declare(flag(), "Whether it holds what people do or ask, which a sheet to fill in shows.")
    instead_of: tuple[str, ...] = declare(list_of(line()), "HTML elements that authors should replace with it.")
    replaces: tuple[str, ...] = declare(
        list_of(line()), "Callouts and signs of other programs that it replaces, such as 'warning' for '!!! warning'."
    )
    stands_for: str = declare(choice("", *FROM_ELSEWHERE), "What of other programs an import turns into it.")
    shorthands: Mapping[str, Mapping[str, str]] = declare(
        names_of(names_of(line())), "Other names for it, with options set."
    )
    options: Mapping[str, OptionSetting] = declare(names_of(group_of(OptionSetting)), "Its options.")
    content: ContentSetting = declare(group_of(ContentSetting), "What is inside.", default=ContentSetting())
    examples: tuple[ExampleSetting, ...] = declare(list_of(group_of(ExampleSetting)), "Examples.", required=True)


class Component(Struct, frozen=True):
    """A component that authors can use. `folder` is its name, `style` its CSS."""

    folder: str
    settings: ComponentSettings
    style: str

    @property
    def has_worded_argument(self) -> bool:
        """Whether the rest of its opening line is text for readers, not the name of a file or a location."""
        option = self.settings.options.get(self.settings.argument)
        return option is not None and option.type == WORDS

    @property
    def red_flags_option(self) -> str:
        """The option that names a set of red flags, "" if it has none."""
        return next(iter(self.options_of_type(RED_FLAGS)), "")

    def options_of_type(self, type_: str) -> tuple[str, ...]:
        """The names of its options of a type."""
        return tuple(name for name, option in self.settings.options.items() if option.type == type_)

    def is_emergency(self, urgency: object) -> bool:
        """Whether it is an emergency card when that is its urgency."""
        card = self.settings.care_card
        return card is not None and urgency == card.emergency

    @property
    def names(self) -> tuple[str, ...]:
        """The names it can be called by."""
        return tuple(self.settings.shorthands) or (self.folder,)

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name that may follow ':::', including that of its folder."""
        return tuple(dict.fromkeys((*self.names, self.folder)))

    def fields(self) -> tuple[Field, ...]:
        """Its options as declared fields. Their help says where the argument is written."""
        argument = self.settings.argument
        options = self.settings.options.items()
        return tuple(_option_field(name, each, is_argument=name == argument) for name, each in options)

    def presets(self, name: str) -> Mapping[str, str]:
        """The options that a name sets implicitly."""
        return self.settings.shorthands.get(name, {})


@lru_cache(maxsize=500)
def _option_field(name: str, option: OptionSetting, *, is_argument: bool) -> Field:
    """An option as a declared field. Memoized, because every use of a component asks for the same few."""
    type_ = _option_type(option)
    help_ = f"{option.help} Write it after the name, on the opening line." if is_argument else option.help
    return Field(name, type_, help_, option.required, type_.empty, "")


def _option_type(option: OptionSetting) -> FieldType:
    simple = {
        "text": text(),
        "name": text(wording="name"),
        "choice": choice(*option.choices),
        "flag": flag(),
        "date": day(),
        PAST_DATE: day(),
        TEXTS: list_of(text()),
        COMPARED_OPTIONS: OPTIONS_TYPE,
        COMPARED_OUTCOMES: OUTCOMES_TYPE,
    }
    if option.type in simple:
        return simple[option.type]
    if option.type in all_kinds() and all_kinds()[option.type].has_card:
        return named(f"the path of a {option.type}'s page")
    labels = {
        "picture": "the path of a picture",
        "file": "the path of a file",
        "page": "the path of a page",
        "location": "a name from locations in config.yaml",
        "phone": "a name from contacts, phones in config.yaml",
        "folder": "the path of an index.md",
        "red-flags": "the name of a set of red flags",
        "pages": "the path of a page",
    }
    one = named(labels[option.type])
    return list_of(one) if option.type == "pages" else one


class Components(Struct, frozen=True):
    """Components by the name of their folder; `unclear` are names that unreadable components may have."""

    known: Mapping[str, Component]
    unclear: frozenset[str]


def load_components(layers: Mapping[str, Path], report: Report) -> Components:
    """The components among the files below templates/, the layer of each by its path (see layered in input/shipped.py).

    If a site's own cannot be read, the shipped one is used.
    """
    known: dict[str, Component] = {}
    unclear: set[str] = set()
    shipped = find_shipped()
    for path, layer in layers.items():
        if not (path.startswith("templates/components/") and path.endswith("/component.yaml")):
            continue
        component = _load_component(path, layer, report)
        if component is None and layer != shipped and (shipped / path).is_file():
            component = _load_component(path, shipped, Report())
        if component is None:
            # Its names are somewhere in its text.
            text = read_layer(layer, path, Report()) or ""
            unclear.update([_folder_of(path), *NAME.findall(text)])
        else:
            known[component.folder] = component
    return Components(known, frozenset(unclear))


def _folder_of(path: str) -> str:
    """The name of a component, from the path of its declaration."""
    return path.split("/")[-2]


def _load_component(path: str, layer: Path, report: Report) -> Component | None:
    """A component; None after reporting what is wrong with its declaration."""
    found = Report()
    settings, problems = _read_settings(path, read_layer(layer, path, found) or "")
    found.extend(problems)
    style_path = f"{path.rpartition('/')[0]}/style.css"
    style = read_layer(layer, style_path, report) if os.path.lexists(f"{layer}/{style_path}") else ""
    report.extend(found.problems)
    return None if settings is None or found.has_errors else Component(_folder_of(path), settings, style or "")


# A process that builds several sites reads the shipped declarations for each.
@lru_cache(maxsize=128)
def _read_settings(path: str, text: str) -> tuple[ComponentSettings | None, tuple[Problem, ...]]:
    """A declaration, None if it is not YAML, and what is wrong with it."""
    found = Report()
    node = read_yaml(text, Place(path))
    if isinstance(node, Problem):
        return None, (node,)
    settings = read_group(ComponentSettings, node, found)
    _check_options(settings, node, found)
    return settings, tuple(found.problems)


def _check_options(settings: ComponentSettings, node: Node, report: Report) -> None:
    """Report keys that name an option which the component does not have."""
    urgency = settings.care_card.urgency if settings.care_card else ""
    named = {"argument": settings.argument, "asks": settings.asks, "care_card.urgency": urgency}
    for path, name in named.items():
        if name and name not in settings.options:
            fix = suggest(name, settings.options, otherwise=f"Use one of: {', '.join(settings.options) or 'none'}.")
            report.add(find_place(node, path.split(".")), "wrong-type", f"this component has no option '{name}'", fix)


def emergency_fence(components: Mapping[str, Component]) -> str:
    """The opening line of an emergency card, for messages: '::: emergency'."""
    cards = ((component, name) for component in components.values() for name in component.names)
    found = (name for component, name in cards if _is_emergency_by_name(component, name))
    return f"::: {next(found, '…')}"


def red_flags_fence(components: Mapping[str, Component]) -> str:
    """The opening line that places a set of red flags, for messages, without the name of the set."""
    placing = (component.names[0] for component in components.values() if component.red_flags_option)
    return f"::: {next(placing, '…')}"


def _is_emergency_by_name(component: Component, name: str) -> bool:
    """Whether a component is an emergency card by its name alone."""
    card = component.settings.care_card
    return card is not None and component.is_emergency(component.presets(name).get(card.urgency))


def component_names(components: Mapping[str, Component], unclear: Iterable[str] = ()) -> dict[str, Component | None]:
    """Every name that may follow ':::', with its component; None for the names of `unclear` components."""
    known = {name: component for component in components.values() for name in component.all_names}
    return {**dict.fromkeys(unclear), **known}
