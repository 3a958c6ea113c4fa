"""Sets of red flags as files of the site: their words, their sources, the pages that they name, and whether any page
shows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plainleaf.checks.emergencies.cards import check_words_of_sets
from plainleaf.checks.emergencies.duties import check_sets
from plainleaf.checks.evidence.sources import check_set_sources
from plainleaf.content.components import red_flags_fence
from plainleaf.content.red_flags.placed import ANY_SET
from plainleaf.content.red_flags.sets import EMERGENCY, RedFlags, RedFlagSets, path_of
from plainleaf.index.overview import Overview
from plainleaf.problems import WARNING, Place, Problem


def check_every_set(overview: Overview) -> Iterator[Problem]:
    """What is wrong with the sets, whoever approved them."""
    inputs, directory = overview.inputs, overview.directory
    yield from check_sets(directory, inputs.red_flags)
    yield from check_words_of_sets(inputs.red_flags, inputs.word_lists)
    yield from check_set_sources(inputs.red_flags, inputs.settings.policies.evidence_years, directory.as_of)
    placed = {name for known in overview.pages.known.values() for name in known.red_flags}
    # What cannot be read may place any of them.
    if ANY_SET not in placed and not any(path.endswith(".md") for path in directory.unreadable):
        for language, name in _find_unused(inputs.red_flags, placed, directory.settings.languages.default):
            message = "no page shows this set of red flags, and none has to"
            fix = f"Place it on a page with '{red_flags_fence(inputs.components)} {name}' and a line ':::'."
            if inputs.red_flags[language].known[name].urgency == EMERGENCY:
                fix = f"Name the pages that must carry it under 'pages'. {fix}"
            yield Problem(Place(path_of(language, name)), "unused-red-flags", message, fix, WARNING)


def _find_unused(red_flags: Mapping[str, RedFlagSets], placed: set[str], default: str) -> Iterator[tuple[str, str]]:
    """The language and name of each set that does nothing in any language. A translation is named with its original."""
    versions: dict[str, dict[str, RedFlags]] = {}
    for language, sets in red_flags.items():
        for name, flags in sets.known.items():
            versions.setdefault(name, {})[language] = flags
    wrong = {name for sets in red_flags.values() for name in sets.unclear}
    for name in sorted(versions.keys() - placed - wrong):
        if not any(map(_has_carriers, versions[name].values())):
            yield default if default in versions[name] else min(versions[name]), name


def _has_carriers(flags: RedFlags) -> bool:
    """Whether pages must carry the set: of sets for the same day, none must."""
    return flags.urgency == EMERGENCY and bool(flags.conditions or flags.pages)
