"""From a job to a rendered page, in one process."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.components import Component
from plainleaf.content.config.settings import Settings
from plainleaf.content.kinds import find_kinds
from plainleaf.index.style_sheets import NO_STYLES, StyleSheets
from plainleaf.input.shipped import Template
from plainleaf.markdown import TermFinder, TextPass, make_converter
from plainleaf.model.jobs import FileOnDisk, FormPackJob, GalleryJob, PageJob, QrCodeJob, RedirectJob
from plainleaf.model.views import Example, GalleryEntry, Heading, Prose
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import FAULTS, Place, Problem, fault_of
from plainleaf.render.delivery import Delivery
from plainleaf.render.finished.indentation import without_indentation
from plainleaf.render.finished.relative import make_relative
from plainleaf.render.finished.styles import PageStyles, Used
from plainleaf.render.finished.tags import TaggedPage, read_tags
from plainleaf.render.origins import find_strange
from plainleaf.render.prose_html import ProseRenderer
from plainleaf.render.templates import TemplateError, Templates
from plainleaf.state.private_folder import PrivateFolder

# The space before it is checked last, so that the regex engine can search for the literal text first.
ANCHOR = lazy_pattern(r"id=\"(?<=\sid=\")([^\"]+)\"")
TAG = lazy_pattern(r"<[^<>]*>")
# The most characters of text that the first screen shows, besides the header.
FIRST_SCREEN = 800
# The parts that nearly every page includes.
USUAL_PARTS = (
    "actions brand breadcrumbs emergency ending footer head head-links header icons language-lines links menu "
    "page-address pager picture references review side words"
)
NO_PROSE = Prose("", "", "", (), (), (), ())

# The jobs that are rendered; the others are existing files or finished texts.
RenderJob = PageJob | GalleryJob | FormPackJob | QrCodeJob | RedirectJob
# What the steps of rendering make: prose with its problems; the text of a page with its prose, its problems and its
# styles; the text as it goes out with its anchors, its problems and its styles.
Made = tuple[Prose, tuple[Problem, ...]]
Page = tuple[str, Prose, tuple[Problem, ...], tuple[Used, ...]]
Looked = tuple[str, tuple[str, ...], tuple[Problem, ...], tuple[Used, ...]]


class Rendered(Struct, frozen=True):
    """The result of a job, without the job itself, which the main process has. See Findings.

    `content` is what Delivery.deliver returned for the finished file.
    """

    content: bytes | FileOnDisk | None
    anchors: tuple[str, ...]
    problems: tuple[Problem, ...]
    styles: tuple[Used, ...] = ()


class Renderer(Struct, frozen=True):
    """What rendering needs besides a job. Made once per process. `styles` are the style sheets of the site."""

    templates: Templates
    components: Mapping[str, Component]
    prose: ProseRenderer
    delivery: Delivery
    styles: tuple[str, ...]
    sheets: PageStyles
    relative_to: str | None = None


class RendererSetup(Struct, frozen=True):
    """What a process needs to make its renderer: plain values, which can be sent to another machine.

    Compiled templates are cached in the folder `compiled`, if there is one. `relative_to` is the path that the site is
    published under, if the links of its pages are made relative.
    """

    templates: Mapping[str, Template]
    compiled: PrivateFolder | None
    components: Mapping[str, Component]
    settings: Settings
    delivery: Delivery
    styles: tuple[str, ...] = ()
    sheets: StyleSheets = NO_STYLES
    relative_to: str | None = None


def make_renderer(setup: RendererSetup, *, ahead: bool = False) -> Renderer:
    """A renderer for a site. If `ahead`, the templates that most pages need are compiled before the first page."""
    templates = Templates(setup.templates, setup.compiled)
    if ahead:
        templates.compile(f"kinds/{kind.name}.html" for kind in find_kinds(lambda kind: kind.is_common))
        templates.compile(f"parts/{name}.html" for name in USUAL_PARTS.split())
    settings = setup.settings
    prose = ProseRenderer(make_converter(settings.markdown, settings.allowed_html), templates, setup.components)
    sheets = PageStyles(setup.sheets)
    return Renderer(templates, setup.components, prose, setup.delivery, setup.styles, sheets, setup.relative_to)


def render_jobs(renderer: Renderer, jobs: Sequence[RenderJob]) -> list[Rendered]:
    """The result of each job.

    Each step is taken for all jobs before the next: what it needs then stays in the processor's caches.
    """
    made: list[Any] = [None for _ in jobs]
    for step in (_make_prose, _render_page, _look_through):
        made = [
            each if isinstance(each, Rendered) else _attempt(step, job, each, renderer)
            for job, each in zip(jobs, made, strict=True)
        ]
    return [
        each if isinstance(each, Rendered) else _deliver(job, each, renderer)
        for job, each in zip(jobs, made, strict=True)
    ]


def _attempt(step: Callable[[Any, Any, Renderer], object], job: RenderJob, made: object, renderer: Renderer) -> object:
    """What a step makes of a job and of what was made of it before; the result of the job if the step fails."""
    try:
        return step(job, made, renderer)
    except TemplateError as found:
        return Rendered(b"", (), (found.problem,))
    except FAULTS as error:
        return Rendered(b"", (), (fault_of(error, _place_of(job)),))


def _make_prose(job: RenderJob, _made: None, renderer: Renderer) -> Made | None:
    return renderer.prose.make(job) if isinstance(job, PageJob) else None


def _look_through(job: RenderJob, page: Page, renderer: Renderer) -> Looked:
    """The page as it goes out, its anchors, its problems and its styles."""
    text, prose, problems, styles = page
    anchors = () if isinstance(job, FormPackJob) else tuple(ANCHOR.findall(text))
    problems = (*problems, *_repeated_ids(job, prose, anchors), *_prove(job, text, renderer))
    tagged = read_tags(text)
    problems = (*problems, *_find_strange(job, tagged, renderer))
    text, used = renderer.sheets.link(tagged)
    return text, anchors, problems, (*styles, *used)


def _deliver(job: RenderJob, looked: Looked, renderer: Renderer) -> Rendered:
    text, anchors, problems, styles = looked
    if renderer.relative_to is not None:
        text = make_relative(text, job.path, renderer.relative_to)
    return Rendered(renderer.delivery.deliver(job.path, text.encode()), anchors, problems, styles)


def render_html(job: PageJob, renderer: Renderer) -> tuple[str, tuple[Problem, ...]]:
    """The finished HTML of a page that is not delivered itself, and what is wrong with it."""
    try:
        text, _, problems, _ = _render_page(job, None, renderer)
    except TemplateError as found:
        return "", (found.problem,)
    return text, (*problems, *_prove(job, text, renderer))


def _place_of(job: RenderJob) -> Place:
    # A generated page has no source.
    return job.prose.place if isinstance(job, PageJob) and job.prose.place.path else Place(job.path)


def _prove(job: RenderJob, text: str, renderer: Renderer) -> tuple[Problem, ...]:
    if not isinstance(job, PageJob) or not (job.proofs or job.link_proofs):
        return ()
    # Few pages need the parser, and to know which styles are shipped.
    from plainleaf.content.load import find_own_styles
    from plainleaf.render.proof import prove

    own = find_own_styles(renderer.styles)
    return tuple(prove(text, job.proofs, own, job.site.stylesheet, job.link_proofs))


def _find_strange(job: RenderJob, tagged: TaggedPage, renderer: Renderer) -> tuple[Problem, ...]:
    """What the page loads from elsewhere or runs by itself. The pages of a form pack are checked separately."""
    if isinstance(job, FormPackJob | QrCodeJob):
        return ()
    if isinstance(job, RedirectJob):
        names = ["redirect.html"]
    elif isinstance(job, GalleryJob):
        names = ["kinds/gallery.html", *_templates_of(renderer.components)]
    else:
        names = [job.template, *_templates_of(use.component for use in job.prose.uses)]
    return find_strange(tagged, job.site, names, renderer.templates.templates, _place_of(job))


def _templates_of(components: Iterable[str]) -> list[str]:
    return [f"components/{name}/template.html" for name in dict.fromkeys(components)]


def _repeated_ids(job: RenderJob, prose: Prose, anchors: tuple[str, ...]) -> list[Problem]:
    """Ids that occur more than once on a page, each at the last heading that has it, if there is one."""
    if len(set(anchors)) == len(anchors):
        return []
    top = _place_of(job)
    places = _places_of(prose.headings, job.headings) if isinstance(job, PageJob) else {}
    problems: list[Problem] = []
    for name, count in sorted(Counter(anchors).items()):
        if count > 1:
            message = f"the id '{name}' occurs {count} times on the page"
            fix = "Reword this heading." if name in places else "Reword one of the headings."
            problems.append(Problem(places.get(name, top), "repeated-id", message, fix))
    return problems


def _places_of(headings: Sequence[Heading], written: Sequence[Place]) -> dict[str, Place]:
    """The places of a page's headings in its source, by their ids."""
    if len(headings) != len(written):
        # So it is only where the source is reported for another reason.
        return {}
    return dict(zip((heading.anchor for heading in headings), written, strict=True))


def _render_page(job: RenderJob, made: Made | None, renderer: Renderer) -> Page:
    if isinstance(job, RedirectJob):
        values: dict[str, Any] = {
            "title": job.title,
            "target": job.target,
            "words": job.site.words,
            "language": job.site.language,
            "direction": job.site.direction,
        }
        return renderer.templates.render("redirect.html", values) + "\n", NO_PROSE, (), ()
    if isinstance(job, QrCodeJob):
        # Imported here because segno takes as long to load as some pages to render.
        from plainleaf.render.qr_code import make_qr_code

        return make_qr_code(job.target), NO_PROSE, (), ()
    if isinstance(job, GalleryJob):
        gallery = _make_gallery(job, renderer)
        view = replace(job.page, gallery=gallery)
        values = {"site": job.site, "page": view, "prose": NO_PROSE}
        return without_indentation(renderer.templates.render("kinds/gallery.html", values)) + "\n", NO_PROSE, (), ()
    if isinstance(job, FormPackJob):
        # Few sites have one, and none but theirs need the module.
        from plainleaf.render.form_pack import make_form_pack

        linked = [renderer.sheets.link(read_tags(_render_page(page, None, renderer)[0])) for page in job.pages]
        text, problems = make_form_pack(job, renderer.templates.templates, [html for html, _ in linked])
        return text, NO_PROSE, problems, tuple(used for _, each in linked for used in each)
    prose, problems = made or renderer.prose.make(job)
    values = {"site": job.site, "page": job.page, "prose": prose}
    html = without_indentation(renderer.templates.render(job.template, values)) + "\n"
    return _load_first_picture_at_once(html), prose, problems, ()


def _load_first_picture_at_once(html: str) -> str:
    """The page with its first picture no longer lazy, if people may see it before they scroll."""
    main = html.find("<main")
    start = html.find("<img", main) if main >= 0 else -1
    if start < 0 or len(" ".join(TAG.sub("", html[main:start]).split())) > FIRST_SCREEN:
        return html
    end = html.find(">", start) + 1
    return html[:start] + html[start:end].replace(' loading="lazy"', "") + html[end:]


def _make_gallery(job: GalleryJob, renderer: Renderer) -> tuple[GalleryEntry, ...]:
    examples: dict[str, list[Example]] = {}
    taken: set[str] = set()
    for number, example in enumerate(job.examples, 1):
        html = _make_ids_unique(render_example(example.component, number, job, renderer), taken)
        examples.setdefault(example.component, []).append(Example(example.name, example.markdown, html))
    entries: list[GalleryEntry] = []
    for component in renderer.components.values():
        settings = component.settings
        options = tuple((field.name, field.required, field.help) for field in component.fields())
        shown = tuple(examples.get(component.folder, ()))
        entries.append(GalleryEntry(component.folder, settings.title, settings.says, settings.use_when, options, shown))
    return tuple(entries)


def render_example(component: str, number: int, job: GalleryJob, renderer: Renderer) -> str:
    """The HTML of example `number`, from 1; its ids begin with the component's name."""
    terms = TextPass(TermFinder(None, {}), job.site.language, "")
    prose = job.examples[number - 1].prose
    prefix = f"{component}-{number}-"
    title = f"{renderer.components[component].settings.title}, {job.examples[number - 1].name}"
    made, _ = renderer.prose.convert(prose, terms, job.example_site, title=title, prefix=prefix, number=number * 100)
    return made.html


def _make_ids_unique(html: str, taken: set[str]) -> str:
    """The HTML with ids that an earlier example has `taken` renamed, along with the references to them."""
    for name in ANCHOR.findall(html):
        if name in taken:
            free = next(f"{name}-{count}" for count in range(2, len(taken) + 3) if f"{name}-{count}" not in taken)
            html = re.sub(
                rf'(\s(?:id|for|aria-labelledby|aria-describedby)="|href="#){re.escape(name)}"', rf'\g<1>{free}"', html
            )
            taken.add(free)
        taken.add(name)
    return html
