"""The gallery: every component with its examples, for staff. The examples are also the components' tests.

Examples may name people, pictures and locations. These are in a small site of their own, content/example_site, whose
pages are not published: links to them lead back to the gallery.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.components import Component, component_names
from plainleaf.content.fences import Placeable, parse_prose
from plainleaf.content.load import EXAMPLE_SITE, Inputs
from plainleaf.content.page import Page
from plainleaf.content.read import Pages, cards_of
from plainleaf.index.addresses import index_pages
from plainleaf.index.directory import Directory
from plainleaf.index.resolve import Resolver
from plainleaf.markdown import scan
from plainleaf.model.jobs import GalleryExample, GalleryJob, Job
from plainleaf.model.views import SiteView
from plainleaf.plan.files import copy_jobs
from plainleaf.plan.generated import GALLERY, make_generated_view
from plainleaf.plan.language import LanguagePlan
from plainleaf.plan.site_view import Extras, make_site_view
from plainleaf.problems import Report

EXAMPLE_DAY = date(2026, 11, 1)


class ExampleSite(Struct, frozen=True):
    """The site that examples are rendered with: its directory, its home page, its view for templates, and what its
    pages may place.
    """

    directory: Directory
    home: Page
    view: SiteView
    placeable: Placeable


def make_example_site(plan: LanguagePlan, inputs: Inputs, pages: Pages, report: Report) -> ExampleSite:
    """The example site, made from its `inputs` and `pages`, with the texts and addresses of the site that shows it."""
    addresses = plan.directory.addresses
    found = index_pages(pages.pages, addresses, EXAMPLE_DAY)
    index = replace(found, output=lambda _: GALLERY.path)
    directory = Directory(inputs.settings, addresses, index, inputs.static_files, EXAMPLE_DAY, inputs.interface_texts)
    extras = Extras("", "", "", "", "")
    view = make_site_view("en", directory, plan.site.words, extras, None, report)
    placeable = Placeable(component_names(inputs.components), cards_of(inputs)["en"])
    return ExampleSite(directory, index.pages["en", "index.md"], view, placeable)


def plan_examples(
    components: Mapping[str, Component], example: ExampleSite, report: Report
) -> tuple[GalleryExample, ...]:
    """Every example of every component, ready to convert; mistakes in an example are reported like an author's."""
    examples: list[GalleryExample] = []
    for component in components.values():
        for setting in component.settings.examples:
            path = f"templates/components/{component.folder}/component.yaml"
            parsed = parse_prose(path, 1, setting.markdown, example.placeable, report)
            resolver = Resolver(example.directory, example.home, report, components)
            prose = resolver.prose(parsed, scan(parsed).targets)
            examples.append(GalleryExample(component.folder, setting.name, setting.markdown, prose))
    return tuple(examples)


def plan_gallery(plan: LanguagePlan, inputs: Inputs, pages: Pages, report: Report) -> tuple[Job, ...]:
    """The gallery page and the pictures that its examples show. `inputs` and `pages` are those of the example site."""
    example = make_example_site(plan, inputs, pages, report)
    examples = plan_examples(plan.components, example, report)
    view = make_generated_view(GALLERY, plan.site, plan.directory.addresses)
    copies = [
        job
        for name, file in example.directory.static_files.items()
        if file.file.is_relative_to(EXAMPLE_SITE)
        for job in copy_jobs(name, file)
    ]
    return (GalleryJob(GALLERY.path, view, plan.site, example.view, examples), *copies)
