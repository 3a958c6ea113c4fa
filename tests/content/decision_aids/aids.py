"""A decision aid that is right, and pages and prose with changed copies of it."""

from __future__ import annotations

from plainleaf.content.components import component_names, load_components
from plainleaf.content.fences import Placeable, parse_prose
from plainleaf.input.shipped import find_shipped, layered
from plainleaf.model.prose import ParsedProse
from plainleaf.problems import Report
from tests.site_tools import minimal_page

PAGE = "content/en/sciatica/symptoms.md"
AID = """\
::: decision-aid
for: People with leg pain.
options:
  - name: Have surgery
    what: A surgeon frees the nerve.
    good: [You may feel better sooner.]
    bad: [The nerve may be hurt.]
  - name: Wait first
    what: You stay active.
    good: [You may feel better without surgery.]
    bad: [It may take longer.]
    waits: yes
outcomes:
  - outcome: Feel better
    effect: gain
    after: After 1 year
    figures:
      Have surgery: 95
      Wait first: 94
    source: Low back pain and sciatica
    base: 200 invented people.
    certainty: low
    note: Nobody knows why.
  - outcome: Have a hurt nerve
    effect: harm
    after: After 1 year
    figures:
      Have surgery: 2
      Wait first: not known
    source: Low back pain and sciatica
    base: 200 invented people.
    certainty: low
not_known: [Who will feel better.]
matters: [I want relief soon.]
questions: [How long can I wait?]
as_of: 2026-05-14
funding: The clinic.

## Surgery, or wait?

You can choose.
:::
"""


def changed(*changes: tuple[str, str]) -> str:
    """The aid with the first occurrence of each text replaced by another."""
    aid = AID
    for old, new in changes:
        assert old in aid, old
        aid = aid.replace(old, new, 1)
    return aid


def page_with(aid: str, *changes: tuple[str, str]) -> str:
    """A reviewed page with evidence that ends with an aid; other texts of it can be replaced."""
    return f"{minimal_page('sciatica/symptoms.md', *changes)}\n{aid}"


def parse(aid: str) -> tuple[ParsedProse, Report]:
    """An aid as prose that begins on the first line of a file, and what is wrong with it."""
    report = Report()
    components = load_components(layered(find_shipped(), "templates/components", report), report)
    assert not report.problems
    return parse_prose("aid.md", 1, aid, Placeable(component_names(components.known)), report), report
