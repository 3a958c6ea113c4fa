"""Faults of ours: a page that brings one to light is named, and all other pages go on."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from plainleaf.checks.one_page import Checker, Criteria, PageToCheck, check_pages
from plainleaf.content.components import component_names
from plainleaf.content.fences import Placeable
from plainleaf.content.last_build import NO_BUILD
from plainleaf.content.load import load
from plainleaf.content.page import Page
from plainleaf.content.read import SourceReader, read, read_files
from plainleaf.content.read_page import Body, Grammar, read_page
from plainleaf.content.sources import SourceFile
from plainleaf.index.overview import make_overview
from plainleaf.markdown import make_converter
from plainleaf.options import Options
from plainleaf.plan import make_plan
from plainleaf.problems import Place, Report, fault_of
from plainleaf.render.delivery import Delivery
from plainleaf.render.job import RendererSetup, make_renderer, render_jobs
from plainleaf.state.state import MemoryState
from plainleaf.words import Limits, WordLists
from tests.prose_tools import shipped_components
from tests.site_stages import plan_site
from tests.site_tools import DAY, MakeSite, Write

BAD, GOOD = "content/en/bad.md", "content/en/good.md"
FILES = tuple(SourceFile(path, "en", path.removeprefix("content/en/")) for path in (BAD, GOOD))
TEXT = "---\ntitle: About us\nsummary: Who we are.\n---\n\n"
WITH_COMPONENT = f"{TEXT}::: inset\nText.\n:::\n"
# A component that is not what the code expects: a mistake of ours.
BROKEN = Grammar({"en": Placeable({"inset": 5})}, ())  # type: ignore[dict-item]


def test_reading_goes_on_after_a_fault(write: Write) -> None:
    root = write({BAD: WITH_COMPONENT, GOOD: TEXT})

    bad, good = read_files(SourceReader(root, BROKEN), [(file, None) for file in FILES])

    assert [(each.rule, each.place.path) for each in bad.problems] == [("plainleaf-fault", BAD)]
    assert "AttributeError" in bad.problems[0].message
    assert "plainleaf.content.fences, line" in bad.problems[0].message
    assert good.problems == ()
    assert good.body is not None


def page_in(text: str, file: SourceFile) -> tuple[Page, Body]:
    page, body = read_page(file, text, Grammar({"en": Placeable(component_names(shipped_components()))}, ()), Report())
    assert page is not None
    assert body is not None
    return page, body


def test_checking_goes_on_after_a_fault() -> None:
    asked = [PageToCheck(*page_in(text, file), ()) for text, file in zip((WITH_COMPONENT, TEXT), FILES, strict=True)]
    # The criteria know of no component.
    criteria = Criteria(
        {"en": WordLists()},
        {},
        {"en": frozenset()},
        Limits(),
        {},
        {},
        reads_words=False,
        duties={},
        emergency_number="911",
        is_real=False,
    )

    bad, good = check_pages(Checker(criteria, {}), asked)

    assert [(each.rule, each.place.path) for each in bad.problems] == [("plainleaf-fault", BAD)]
    assert good.problems == ()


def test_planning_goes_on_after_a_fault(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/about.md": WITH_COMPONENT})
    report, state, options = Report(), MemoryState(), Options(root, root / "public", date.fromisoformat(DAY))
    inputs = load(root, report)
    overview = make_overview(inputs, read(inputs, report), NO_BUILD, options, state)

    # The plan does not know the component.
    known = {name: component for name, component in inputs.components.items() if name != "inset"}
    plan = make_plan(replace(overview, inputs=replace(inputs, components=known)), state, report)

    assert [(each.rule, each.place.path) for each in report.problems] == [("plainleaf-fault", "content/en/about.md")]
    paths = {job.path for job in plan.jobs}
    assert "index.html" in paths
    assert "about/index.html" not in paths


def test_rendering_goes_on_after_a_fault(make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={"content/en/about.md": WITH_COMPONENT}))
    settings = planned.inputs.settings
    # The renderer knows of no component.
    setup = RendererSetup(planned.inputs.templates, None, {}, settings, Delivery(None, is_sent=True))

    bad, good = render_jobs(make_renderer(setup), [planned.job("about/index.html"), planned.job("index.html")])

    assert [(each.rule, each.place.path) for each in bad.problems] == [("plainleaf-fault", "content/en/about.md")]
    assert good.problems == ()
    assert good.content


def test_an_engine_that_failed_on_one_text_converts_the_next() -> None:
    fresh, converter = make_converter(), make_converter()
    deep = "> - " * 5_000 + "a"

    with pytest.raises(RecursionError):
        converter.convert(deep, {})

    assert converter.convert("- a\n\n- b\n", {}) == fresh.convert("- a\n\n- b\n", {})


def test_a_fault_says_what_happened_in_a_line() -> None:
    problem = fault_of(ValueError("one\ntwo " + "x" * 1000), Place("a.md"))

    assert problem.message.startswith("plainleaf fails on this page: ValueError: one two xxx")
    assert len(problem.message) < 300
    assert "not in your site" in problem.fix
