"""Starter texts: what a new site or page says until somebody writes the real thing. No patient may read it.

Only a site that says 'demonstration: no' is held to this, and any site by 'check --ready'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from plainleaf.content.load import Inputs
from plainleaf.content.page import Page
from plainleaf.content.read_page import Body
from plainleaf.content.red_flags.sets import path_of
from plainleaf.index.directory import Directory
from plainleaf.input.fields import fields_of
from plainleaf.input.files import read_text
from plainleaf.input.nodes import Pairs, find_place
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem, Report
from plainleaf.words import TO_DO

# What stands between the groups of a number: hyphens and spaces of every kind.
GAP = "[ \u00a0\u2002-\u200a\u202f./\u2010-\u2013-]"
# With gaps, and as phones keep it: 3135550110.
NOBODYS_NUMBER = (
    rf"(?<![\d-])(?:(?:\+?1{GAP}?)?\(?\d{{3}}\)?{GAP}{{0,2}})?555{GAP}(?!1212)\d{{4}}(?!\d)"
    r"|(?<![\w./-])(?:\+?1)?[2-9]\d\d55501\d\d(?!\d)"
)
# Texts of the site that 'new-site' makes and of the pages that 'new' makes; marks for what is to do; numbers that no
# telephone company gives out (555, but for the information service 555-1212); ZIP codes that are none; addresses that
# are reserved for examples (RFC 2606); names in brackets, but no links.
STARTER = lazy_pattern(
    r"\b(?:Ada Example|Ben Example|Example Clinic|Example Street|Exampletown|Anytown)\b"
    r"|\b(?:Cl[ií]nica (?:de )?Ejemplo|Calle (?:de )?Ejemplo|Ciudad Ejemplo)\b"
    r"|\b(?i:text to come|lorem ipsum|write for a reader who is in pain|write here who you are)\b"
    r"|\b(?i:escriba aquí quién es usted)\b"
    r"|\b(?i:is a placeholder|placeholder text|(?:text|content|picture|photo|description) (?:is )?coming soon)\b"
    r"|\b(?i:(?:add|type|enter|write|put) your (?:text|content|title|heading|description) here)\b"
    r"|\b(?i:(?:texto|contenido) (?:por venir|por escribir|pendiente|de relleno|de muestra|de ejemplo))\b"
    r"|\b(?i:(?:texto|contenido|foto|imagen|descripción|página) próximamente)\b"
    r"|\b(?i:(?:agregue|añada|escriba|ponga|inserte) (?:aquí )?(?:su|el|un|una) (?:texto|contenido|título|foto|imagen"
    r"|nombre|logo|descripción)(?: aquí)?)(?=[.\]]|$| aquí)"
    r"|\[(?i:su|inserte|nombre de(?: la)?|clínica) [^\]\n]*\](?![(\[:])"
    r"|\b(?i:insert (?:a |the |your )?(?:picture|photo|image|text|name|logo) (?:of|here))\b"
    # Names of parts of a page in a program that made it: 'iconRequest'.
    r"|\bicon[A-Z]\w+|\b[a-z]{3,}(?:Icon|Button|Label|Title|Image|Placeholder)\b"
    # "47,XXX" is a set of chromosomes.
    rf"|\b(?:{'|'.join(sorted(TO_DO))}|(?<!\d,)(?<!\d, )XXX+(?! syndrome\b))\b"
    rf"|{NOBODYS_NUMBER}"
    # No ZIP code begins with three zeros.
    r"|(?<![\w.,:/#-])000\d\d(?:-\d{4})?(?![\w-]|[.,]\d)"
    r"|(?i:\b(?:[\w-]+\.)*(?:example\.(?:com|org|net|edu)|[\w-]+\.example)\b)"
    r"|\[(?i:your|insert|name of|clinic(?:'s)?) [^\]\n]*\](?![(\[:])"
    r"|\[(?i:(?:phone|telephone|fax) number|(?:e-?mail|mailing|street) address|(?:first|last|full) name)\](?![(\[:])"
    r"|<(?i:name of|insert|your|enter) [^<>\n]*>"
    r"|\b(?i:dolor sit amet|click (?:here )?to edit|123 main st(?:reet)?|anytown|TKTK)\b|\bTK:"
    r"|\b(?i:(?:content|text|details|description) (?:to be (?:added|written|supplied)|to follow))\b"
    r"|\b(?i:your (?:title|text|content|heading|headline|logo|description|name|introduction) goes here)\b"
    r"|\b(?i:(?:page|site|website|section) is (?:still |currently )?under construction)\b"
)
# Forms show how an address is written. This one is nobody's.
MAILBOX = lazy_pattern(r"\b[\w.-]+@example\.(?:com|net|org)\b")
# The marks and the day of the approvals in the site that 'new-site' makes. Invented people gave them.
GIVEN = date(2026, 11, 1)
GIVEN_MARKS = frozenset(("395d47dec8", "3c0789fe56", "5654b4c339", "bce8bb2eb6", "da92705a8f", "8118194aa6"))
FIX = "Write what is true for your clinic, or delete it."


def is_real(inputs: Inputs) -> bool:
    """Whether config.yaml says that the site is no demonstration. One that says nothing may still be tried out."""
    return is_decided(inputs) and not inputs.settings.clinic.demonstration


def is_decided(inputs: Inputs) -> bool:
    """Whether config.yaml says that the site is a demonstration, or that it is none."""
    clinic = inputs.config.value.values.get("clinic") if isinstance(inputs.config.value, Pairs) else None
    is_written = clinic is not None and isinstance(clinic.value, Pairs) and "demonstration" in clinic.value.values
    return is_written and not inputs.unclear.touches("clinic.demonstration")


def may_be_demonstration(inputs: Inputs) -> bool:
    """Whether the site is a demonstration, or would be if config.yaml could be read."""
    return inputs.settings.clinic.demonstration or inputs.unclear.touches("clinic.demonstration")


def check_page_starters(page: Page, body: Body) -> Iterator[Problem]:
    """Starter texts of a page, and a notice without a text."""
    for group in (page.basics, page.review, page.details):
        for path, text in _texts_of(group) if group is not None else ():
            yield from _find_in(text, page.place_of(path))
    if page.review is not None:
        yield from _find_given(page.review.review_mark, page.review.reviewed, page.place_of("reviewed"))
    first = body.prose.first_line
    for number, line in enumerate(body.source.split("\n"), first):
        yield from _find_in(line, Place(page.path, number))
    texts = [line for line in body.source.split("\n") if re.search(r"\w", line) and not line.startswith("#")]
    if page.kind.is_notice and not texts and not body.prose.uses:
        fix = "Write the notice, with your counsel; or make it a draft."
        yield Problem(page.place("title"), "empty-notice", "this notice has no text", fix)


def check_site_starters(directory: Directory, inputs: Inputs) -> Iterator[Problem]:
    """Starter texts in config.yaml, in the words of each language, and in alerts."""
    for language in inputs.settings.languages.names:
        for path, text in _texts_of(inputs.settings_in(language)):
            if not inputs.unclear.touches(path):
                yield from _find_in(text, find_place(inputs.config, [*path.split("."), language]))
        for name, flags in inputs.red_flags[language].known.items():
            place = find_place(inputs.red_flags[language].nodes[name], ["approved"])
            yield from _find_given(flags.approval_mark, flags.approved, place)
        yield from _find_in_file(inputs.root, f"templates/words/{language}.yaml", after=0, shown=MAILBOX)
        files = [f"content/{language}/terms.yaml"]
        files += [path_of(language, name) for name in inputs.red_flags[language].known]
        for file in files:
            yield from _find_in_file(inputs.root, file, after=0)
        for page in directory.index.alerts(language):
            yield from _find_in_file(inputs.root, page.path, after=1)


def _find_given(mark: str, day: date | None, place: Place) -> Iterator[Problem]:
    """An approval that came with the starter site. A real one is given on another day."""
    if day == GIVEN and mark.partition(".")[0] in GIVEN_MARKS:
        message = "this approval came with the starter text: nobody at the clinic gave it"
        yield Problem(place, "starter-text", message, f"Have it read: plainleaf review {place.path} --by PERSON")


def _find_in_file(root: Path, file: str, after: int, shown: re.Pattern[str] | None = None) -> Iterator[Problem]:
    """Starter texts in the lines of a file that are not comments, from the one with index `after` on.

    Matches of `shown`, which readers see as examples, do not count.
    """
    text = read_text(root, file, Report()) if (root / file).is_file() else None
    for number, line in enumerate((text or "").split("\n")[after:], after + 1):
        if not line.lstrip().startswith("#"):
            yield from _find_in(shown.sub("", line) if shown else line, Place(file, number))


def _find_in(text: str, place: Place) -> Iterator[Problem]:
    """The first starter text in a text, if there is one."""
    found = STARTER.search(text)
    if found:
        message = f"'{found.group()}' is starter text, and patients would read it"
        yield Problem(place, "starter-text", message, FIX)


def _texts_of(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a group of fields, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _texts_of(each, _below(path, name))
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from _texts_of(each, _below(path, str(number)))
    elif isinstance(value, Struct):
        for field in fields_of(type(value)):
            yield from _texts_of(getattr(value, field.name), _below(path, field.name))


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
