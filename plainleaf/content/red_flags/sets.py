"""Sets of red flags: read from content/LANGUAGE/red-flags/NAME.yaml.

A page places a whole set by its name. There is no way to place a part of a set, or to reword it on a page, so a set is
the same on every page that carries it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from plainleaf.content.config.settings import Languages
from plainleaf.content.front_matter import PERSON, EvidenceSource
from plainleaf.input.fields import Named, declare, read_group
from plainleaf.input.fieldtypes import choice, day, group_of, line, list_of, named, past_day, plain_line, short_name
from plainleaf.input.files import read_text, walk
from plainleaf.input.nodes import Node, find_place
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.model.cards import RedFlagCard
from plainleaf.problems import Place, Problem, Report

FOLDER = "red-flags"
EMERGENCY, URGENT = "emergency", "urgent"
# What a heading may name, so that the number and the place are in config.yaml alone.
NUMBER, PLACE = "{emergency.number}", "{emergency.place}"
PAGE = named("the path of a page, such as sciatica/index.md")


class Sign(Struct, frozen=True, kw_only=True):
    """One sign that needs help."""

    id: str = declare(short_name(), "Its name, the same in every language.", required=True, example="bladder")
    says: str = declare(plain_line(), "The sign, as it continues the heading.", required=True)


class Approval(Struct, frozen=True, kw_only=True):
    """One approval of the set."""

    date: date = declare(past_day(), "When it was approved.", required=True)
    by: Named = declare(PERSON, "Who approved it.", required=True)
    note: str = declare(line(wording=""), "What had changed, in a sentence.")


class RedFlags(Struct, frozen=True, kw_only=True):
    """One set of red flags in one language."""

    title: str = declare(line(wording=""), "What the signs are signs of, for staff.", required=True)
    urgency: str = declare(choice(EMERGENCY, URGENT), "How soon: emergency is now, urgent is today.", required=True)
    conditions: tuple[Named, ...] = declare(list_of(PAGE), "The conditions whose pages must carry it.")
    pages: tuple[Named, ...] = declare(list_of(PAGE), "Other pages that must carry it.")
    heading: str = declare(
        plain_line(NUMBER, PLACE), f"The heading. {NUMBER} and {PLACE} are filled in.", required=True
    )
    signs: tuple[Sign, ...] = declare(list_of(group_of(Sign)), "The signs, the most telling first.", required=True)
    evidence: tuple[EvidenceSource, ...] = declare(
        list_of(group_of(EvidenceSource)), "What the set is based on.", required=True
    )
    source: str = declare(line(wording=""), "The set that it translates; `translations --record` writes it.")
    approved_by: Named | None = declare(PERSON, "Who approved it; `review` writes this and all below.")
    approved: date | None = declare(day(), "When it was approved.")
    approval_mark: str = declare(line(wording=""), "Identifies the approved set.")
    history: tuple[Approval, ...] = declare(list_of(group_of(Approval)), "Every approval, the newest last.")


class RedFlagSets(Struct, frozen=True):
    """The sets of one language by name; those that are wrong in some way are `unclear`.

    `nodes` are the YAML of the known sets, for places.
    """

    known: Mapping[str, RedFlags] = field(default_factory=dict)
    nodes: Mapping[str, Node] = field(default_factory=dict)
    unclear: frozenset[str] = frozenset()


def load_red_flags(root: Path, languages: Languages, report: Report) -> dict[str, RedFlagSets]:
    """The sets of each language. Those of other languages are compared with those of the default one."""
    sets = {language: _load_language(root, language, report) for language in languages.names}
    default = sets[languages.default].known if languages.default in sets else {}
    for language in sets.keys() - {languages.default}:
        for name, translated in sets[language].known.items():
            if name in default:
                report.extend(_compare(sets[language].nodes[name], translated, default[name]))
                if language.partition("-")[0] != languages.default.partition("-")[0]:
                    report.extend(_find_copies(sets[language].nodes[name], translated, default[name]))
    return sets


def path_of(language: str, name: str) -> str:
    """The path of a set's file."""
    return f"content/{language}/{FOLDER}/{name}.yaml"


def make_card(name: str, flags: RedFlags, number: str, place: str) -> RedFlagCard:
    """A set as pages show it, with the number to call and the place to go to."""
    heading = flags.heading.replace(NUMBER, number).replace(PLACE, place)
    return RedFlagCard(name, flags.urgency, heading, tuple(sign.says for sign in flags.signs))


def make_cards(
    sets: Mapping[str, RedFlagSets], number: str, places: Mapping[str, str]
) -> dict[str, dict[str, RedFlagCard | None]]:
    """Every set as pages of each language show it; None for a set that is unclear. `places` are by language."""
    return {
        language: {
            **dict.fromkeys(sorted(of_language.unclear)),
            **{name: make_card(name, flags, number, places[language]) for name, flags in of_language.known.items()},
        }
        for language, of_language in sets.items()
    }


def _load_language(root: Path, language: str, report: Report) -> RedFlagSets:
    folder = f"content/{language}/{FOLDER}"
    known: dict[str, RedFlags] = {}
    nodes: dict[str, Node] = {}
    unclear: set[str] = set()
    # What is wrong with a name or a folder there is reported with the list of pages.
    for path in walk(root, folder, Report()) if os.path.lexists(root / folder) else ():
        if not path.endswith(".yaml"):
            continue
        loaded, name = _load_set(root, path, report), PurePosixPath(path).stem
        if loaded is None:
            unclear.add(name)
        else:
            known[name], nodes[name] = loaded
    return RedFlagSets(known, nodes, frozenset(unclear))


def _load_set(root: Path, path: str, report: Report) -> tuple[RedFlags, Node] | None:
    """A set and its YAML; None after reporting what is wrong with it."""
    found = Report()
    text = read_text(root, path, found)
    loaded = read_set(path, text, found) if text is not None else None
    report.extend(found.problems)
    return loaded


def read_set(path: str, text: str, report: Report) -> tuple[RedFlags, Node] | None:
    """A set and its YAML, from the text of its file; None after reporting what is wrong with it."""
    found = Report()
    node = read_yaml(text, Place(path))
    if isinstance(node, Problem):
        found.extend([node])
    loaded = (read_group(RedFlags, node, found), node) if isinstance(node, Node) else None
    if loaded is not None and not found.has_errors:
        found.extend(_find_repeated_ids(*loaded))
        found.extend(_check_heading(*loaded))
    report.extend(found.problems)
    return None if found.has_errors else loaded


def _check_heading(flags: RedFlags, node: Node) -> Iterator[Problem]:
    if flags.urgency == EMERGENCY and NUMBER not in flags.heading:
        message = "the heading of an emergency does not name the number to call"
        fix = f"Write for example: heading: 'Call {NUMBER} or go to the {PLACE} if:'"
        yield Problem(find_place(node, ["heading"]), "card-without-number", message, fix)


def _find_repeated_ids(flags: RedFlags, node: Node) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for number, sign in enumerate(flags.signs):
        place = find_place(node, ["signs", str(number), "id"])
        first = lines.setdefault(sign.id, place.line)
        if first != place.line:
            message = f"the sign '{sign.id}' is listed twice; it is already on line {first}"
            yield Problem(place, "repeated-key", message, "Give each sign a name of its own.")


def _find_copies(node: Node, translated: RedFlags, original: RedFlags) -> Iterator[Problem]:
    """Report what a translation still says as the original does."""
    fix = "Translate it, and have the set approved."
    if translated.heading == original.heading:
        message = "this heading still says the same as in the default language"
        yield Problem(find_place(node, ["heading"]), "red-flags-differ", message, fix)
    said = {sign.says for sign in original.signs}
    for number, sign in enumerate(translated.signs):
        if sign.says in said:
            message = f"the sign '{sign.id}' still says the same as in the default language"
            yield Problem(find_place(node, ["signs", str(number), "says"]), "red-flags-differ", message, fix)


def _compare(node: Node, translated: RedFlags, original: RedFlags) -> Iterator[Problem]:
    """Report a translation that does not have the same signs in the same order, where the first one differs."""
    ids, wanted = ([sign.id for sign in flags.signs] for flags in (translated, original))
    if translated.urgency != original.urgency:
        message = f"this set is '{translated.urgency}', but '{original.urgency}' in the default language"
        place = find_place(node, ["urgency"])
        yield Problem(place, "red-flags-differ", message, f"Write 'urgency: {original.urgency}'.")
    if ids == wanted:
        return
    missing = [id_ for id_ in wanted if id_ not in ids]
    added = [id_ for id_ in ids if id_ not in wanted]
    at = next((at for at, (mine, its) in enumerate(zip(ids, wanted, strict=False)) if mine != its), len(ids) - 1)
    message = "the signs are not in the order of the default language"
    if missing:
        message, at = f"the sign '{missing[0]}' of the default language is missing", min(wanted.index(missing[0]), at)
    elif added:
        message, at = f"the sign '{added[0]}' is not in the set of the default language", ids.index(added[0])
    fix = f"List the same signs in the same order: {', '.join(wanted)}."
    yield Problem(find_place(node, ["signs", str(at), "id"]), "red-flags-differ", message, fix)
