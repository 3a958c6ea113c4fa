"""Hand-outs: the finished HTML of a page as an accessible PDF (PDF/UA-1), made by WeasyPrint.

WeasyPrint belongs to the extra `plainleaf[handouts]`, and is imported only where a PDF is made.
"""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from plainleaf.model.jobs import Findings, HandoutJob, Output
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import FAULTS, Problem, fault_of
from plainleaf.render.delivery import read_picture
from plainleaf.render.job import Renderer, render_html

NO_PANGO = "hand-outs need the library Pango, which is not on this computer"
FIX = "On Debian, run: apt install libpango-1.0-0 libpangoft2-1.0-0. Or delete 'handout' from the pages that have it."

# What begins the ids of a page in a booklet, and the id at the beginning of each.
PREFIX, START = "part-", "start"
# Where the cover of a booklet has its pages.
CHAPTERS = '<div class="chapters"></div>'
REFERENCE = lazy_pattern(r'(\s(?:id|for|aria-labelledby|aria-describedby)="|\shref="#)([^"]+)"')
LINK = lazy_pattern(r'\shref="([^"#]+)(?:#([^"]*))?"')


def make_handout(job: HandoutJob, key: str, renderer: Renderer, root: Path | None) -> Output:
    """The PDF of a page of the site in the folder `root`, or what is wrong with it. Without a folder, as in a check, no
    PDF is made.

    Raises ChangedMeanwhileError if a picture is not what it was when the hand-out was planned.
    """
    html, problems = render_html(job.page, renderer)
    for number, chapter in enumerate(job.chapters, 1):
        part, found = render_html(chapter, renderer)
        problems = (*problems, *found)
        html = html.replace(CHAPTERS, with_prefix(part, number) + CHAPTERS)
    if job.chapters:
        html = lead_inside(html, [chapter.page.url for chapter in job.chapters])
    content = None
    if root is not None and not problems:
        pictures = {url: read_picture(picture, root) for url, picture in job.pictures.items()}
        try:
            content = _to_pdf(html, job, pictures)
        except OSError:
            # WeasyPrint is installed, but does not find the system libraries that it needs.
            problems = (Problem(job.page.prose.place, "not-installed", NO_PANGO, FIX),)
        except FAULTS as error:
            problems = (fault_of(error, job.page.prose.place),)
    return Output(job.path, key, content, Findings(problems=problems))


def with_prefix(html: str, number: int) -> str:
    """A page of a booklet as a section, with ids that no other page of it has. `number` is that of the page, from 1."""
    section = html.replace("<main ", "<section ").replace("</main>", "</section>")
    return REFERENCE.sub(rf'\g<1>{PREFIX}{number}-\g<2>"', section)


def lead_inside(html: str, urls: list[str]) -> str:
    """A booklet whose links to its own pages, which are at these addresses on the site, stay inside it."""
    numbers = {url: number for number, url in enumerate(urls, 1)}

    def lead(found: re.Match[str]) -> str:
        number = numbers.get(found[1])
        return found[0] if number is None else f' href="#{PREFIX}{number}-{found[2] or START}"'

    return LINK.sub(lead, html)


def _to_pdf(html: str, job: HandoutJob, pictures: dict[str, bytes]) -> bytes:
    from PIL import ImageFile

    # Without Pango it prints advice to standard output, where a program may be reading our problems as JSON.
    with redirect_stdout(None):
        from weasyprint import HTML
        from weasyprint.urls import URLFetcherResponse

    # WeasyPrint lets Pillow accept truncated pictures, in this whole process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False

    host = job.page.site.address.removesuffix(job.page.site.home_url)

    def fetch(url: str, **_: Any) -> URLFetcherResponse:
        # Nothing else is loaded, from this computer or any other.
        return URLFetcherResponse(url, pictures[url.removeprefix(host)])

    source = HTML(string=html, base_url=job.page.page.canonical, url_fetcher=fetch)
    pdf: bytes = source.write_pdf(pdf_variant="pdf/ua-1")
    return pdf
