"""The clinic's own rules in config.yaml, field by field: how often, how old, how hard to read, what is waived."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from plainleaf.input.fields import Named, declare
from plainleaf.input.fieldtypes import choice, day, flag, group_of, line, list_of, named, number


class ReadingLimits(Struct, frozen=True, kw_only=True):
    """Grades above which a page is too hard to read, and scores below which it is; see docs/reference/checks.md."""

    smog_warn: int = declare(number(1, 20), "Warn above this SMOG grade.", default=9)
    smog_fail: int = declare(number(1, 20), "Fail above this SMOG grade.", default=11)
    grade_warn: int = declare(number(1, 20), "Warn above this Flesch-Kincaid grade.", default=7)
    grade_fail: int = declare(number(1, 20), "Fail above this Flesch-Kincaid grade.", default=9)
    inflesz_warn: int = declare(number(0, 100), "Warn below this INFLESZ score (Spanish).", default=65)
    inflesz_fail: int = declare(number(0, 100), "Fail below this INFLESZ score (Spanish).", default=55)
    fernandez_huerta_warn: int = declare(
        number(0, 100), "Warn below this Fernández-Huerta score (Spanish).", default=70
    )
    fernandez_huerta_fail: int = declare(
        number(0, 100), "Fail below this Fernández-Huerta score (Spanish).", default=60
    )


class Waiver(Struct, frozen=True, kw_only=True):
    """A warning that the clinic has decided to leave."""

    rule: str = declare(line(wording=""), "The rule, as a report names it.", required=True, example="acronym")
    file: str = declare(
        line(wording=""), "The file, from the site's folder.", required=True, example="content/en/about.md"
    )
    reason: str = declare(line(wording=""), "Why the text may stay, in a sentence.", required=True)
    by: Named = declare(named("the path of a person's page"), "Who decided it.", required=True)
    until: date = declare(day(), "Its last day.", required=True)


class Policies(Struct, frozen=True, kw_only=True):
    """The clinic's own rules."""

    review_every: int = declare(number(1, 36), "Months until a page is reviewed again.", default=24)
    evidence_years: int = declare(number(1, 50), "Years after which evidence is old.", default=10)
    keep_requests: int = declare(
        number(1, 3650),
        "Days that `plainleaf inbox` keeps requests.",
        default=90,
    )
    stale: str = declare(
        choice("warning", "error"), "What an overdue review or an old alert is.",
        default="warning",
    )  # fmt: skip
    reading: ReadingLimits = declare(group_of(ReadingLimits), "Reading level.", default=ReadingLimits())
    advice: bool = declare(flag(), "Whether matters of judgment are reported, such as 'suffers from'.")
    waivers: tuple[Waiver, ...] = declare(list_of(group_of(Waiver)), "Warnings that the clinic leaves.")
