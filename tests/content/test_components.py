"""Every example of every component gives the HTML that is stored in its folder.

When a change of the output is meant, write the new one with `python -m tests.content.test_components`, and read the
diff.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from plainleaf.content.last_build import NO_BUILD
from plainleaf.content.load import Inputs, load
from plainleaf.content.read import read
from plainleaf.index.overview import make_overview
from plainleaf.model.jobs import GalleryJob
from plainleaf.options import Options
from plainleaf.plan.site import make_plan
from plainleaf.problems import Report
from plainleaf.render.delivery import Delivery
from plainleaf.render.job import Renderer, RendererSetup, make_renderer, render_example
from plainleaf.state.state import MemoryState
from tests.site_tools import CHECKOUT

COMPONENTS = CHECKOUT / "templates" / "components"
FOLDERS = sorted(path.parent.name for path in COMPONENTS.glob("*/component.yaml"))


@lru_cache(maxsize=1)
def gallery() -> tuple[GalleryJob, Renderer, Inputs]:
    """The gallery of the shipped site as it is planned, and what makes it."""
    report = Report()
    inputs = load(CHECKOUT, report)
    assert inputs is not None
    options = Options(CHECKOUT, CHECKOUT, date(2026, 11, 21))
    overview = make_overview(inputs, read(inputs, report), NO_BUILD, options, MemoryState())
    plan = make_plan(overview, MemoryState(), report)
    assert not report.has_errors, report.problems
    (job,) = (job for job in plan.jobs if isinstance(job, GalleryJob))
    setup = RendererSetup(inputs.templates, None, inputs.components, inputs.settings, Delivery(None))
    return job, make_renderer(setup), inputs


def outputs() -> Iterator[tuple[Path, str]]:
    """The file in which each example's output is kept, and the output as it is now."""
    job, renderer, _ = gallery()
    for number, example in enumerate(job.examples, 1):
        file = COMPONENTS / example.component / "expected" / f"{example.name}.html"
        yield file, render_example(example.component, number, job, renderer)


def test_every_example_gives_what_is_expected() -> None:
    different = [str(file.relative_to(CHECKOUT)) for file, html in outputs() if file.read_text("utf-8") != html]

    assert different == []


def test_no_expected_output_is_left_without_its_example() -> None:
    kept = {file for file in COMPONENTS.glob("*/expected/*") if file.suffix == ".html"}

    assert kept == {file for file, _ in outputs()}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_option_is_used_in_an_example(folder: str) -> None:
    component = gallery()[2].components[folder]
    settings = component.settings
    written = "\n".join(example.markdown for example in settings.examples)
    preset = {option for shorthand in settings.shorthands.values() for option in shorthand}

    for option in settings.options:
        assert option == settings.argument or option in preset or f"{option}:" in written, option


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_name_is_used_in_an_example(folder: str) -> None:
    component = gallery()[2].components[folder]
    opened = {line.split()[1] for each in component.settings.examples for line in each.markdown.split("\n")
              if line.startswith("::: ")}  # fmt: skip

    assert set(component.names) <= opened


def test_the_heading_of_a_care_card_states_the_urgency_as_text() -> None:
    emergency = dict(outputs())[COMPONENTS / "care-card" / "expected" / "emergency.html"]

    heading = emergency[emergency.index("<h") : emergency.index("</h")]
    assert "Immediate action required:" in heading


if __name__ == "__main__":
    for file, html in outputs():
        file.parent.mkdir(exist_ok=True)
        file.write_text(html, encoding="utf-8")
