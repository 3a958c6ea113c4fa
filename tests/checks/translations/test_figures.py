"""Figures about people in a translation, in its text and in its decision aids, beside those of the original."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.translations.test_compare import ABOUT, ENGLISH, SPANISH, marks_of, told, write
from tests.site_tools import MakeSite, check_folder, write_files
from tests.site_variants import in_two_languages

SHARES = "Of them, 95 of 100 felt better, and 12 of 100 had 59 tests. Stop from week 20 on, as 283 people did."
PARTES = (
    "Mejoraron 95 de cada 100, y doce de cada 100 tuvieron 59 pruebas. Déjela desde la semana 20, como 283 personas."
)


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    """A site in two languages, with a page about us in English."""
    root = make_site()
    in_two_languages(root)
    write_files(root, {ABOUT.format("en"): ENGLISH})
    return root


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("", "", 0),
        ("95 de cada 100", "el 95 %", 0),
        ("95 de cada 100", "36 de cada 100", 1),
        ("semana 20", "semana 30", 1),
        ("283 personas", "238 personas", 1),
    ],
)
def test_figures_about_people_are_compared(old: str, new: str, count: int, site: Path) -> None:
    write(site, "en", f"{ENGLISH}\n{SHARES}\n")
    write(site, "es", f"{SPANISH.format(marks_of(site))}\n{PARTES.replace(old, new)}\n")

    found = [each for each in told(check_folder(site).problems) if each[0] == "different-number"]

    assert found == [("different-number", "warning", 14)] * count


AID = """
::: decision-aid
for: People with sciatica.
options:
  - {{name: {0}, what: Go on., good: [Less pain.], bad: [More risk.]}}
  - {{name: {1}, what: Wait., good: [No risk.], bad: [More pain.], waits: yes}}
outcomes:
  - outcome: Better
    effect: gain
    after: A year
    figures:
      {0}: {2}
      {1}: 95
    source: A study
    base: 283 people.
    certainty: unrated
not_known: [Much.]
matters: [Time.]
questions: [When?]
as_of: 2026-11-20
funding: Nobody.

## Now or later?
:::
"""


@pytest.mark.parametrize(("figure", "count"), [("89", 0), ("98", 1), ("not known", 1)])
def test_the_figures_of_a_decision_aid_are_the_same(figure: str, count: int, site: Path) -> None:
    write(site, "en", ENGLISH + AID.format("Now", "Later", "89"))
    write(site, "es", SPANISH.format(marks_of(site)) + AID.format("Ya", "Luego", figure))

    found = [each for each in told(check_folder(site).problems) if each[0] == "different-number"]

    assert found == [("different-number", "error", 14)] * count
