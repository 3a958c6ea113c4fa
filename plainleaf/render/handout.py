"""Hand-outs: the finished HTML of a page as an accessible PDF (PDF/UA-1), made by WeasyPrint.

WeasyPrint belongs to the extra `plainleaf[handouts]`, and is imported only where a PDF is made.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from plainleaf.model.jobs import Findings, HandoutJob, Output
from plainleaf.problems import FAULTS, Problem, fault_of
from plainleaf.render.delivery import read_picture
from plainleaf.render.job import Renderer, render_html

NO_PANGO = "hand-outs need the library Pango, which is not on this computer"
FIX = "On Debian, run: apt install libpango-1.0-0 libpangoft2-1.0-0. Or delete 'handout' from the pages that have it."


def make_handout(job: HandoutJob, key: str, renderer: Renderer, root: Path | None) -> Output:
    """The PDF of a page of the site in the folder `root`, or what is wrong with it. Without a folder, as in a check, no
    PDF is made.

    Raises ChangedMeanwhileError if a picture is not what it was when the hand-out was planned.
    """
    html, problems = render_html(job.page, renderer)
    content = None
    if root is not None and not problems:
        pictures = {url: read_picture(picture, root) for url, picture in job.pictures.items()}
        try:
            content = _to_pdf(html, job, pictures)
        except OSError:
            # WeasyPrint is installed, and does not find the libraries of the system that it needs.
            problems = (Problem(job.page.prose.place, "not-installed", NO_PANGO, FIX),)
        except FAULTS as error:
            problems = (fault_of(error, job.page.prose.place),)
    return Output(job.path, key, content, Findings(problems=problems))


def _to_pdf(html: str, job: HandoutJob, pictures: dict[str, bytes]) -> bytes:
    from PIL import ImageFile
    from weasyprint import HTML
    from weasyprint.urls import URLFetcherResponse

    # WeasyPrint lets Pillow take half a picture for a whole one, in all of this process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False

    host = job.page.site.address.removesuffix(job.page.site.home_url)

    def fetch(url: str, **_: Any) -> URLFetcherResponse:
        # Nothing else is loaded, from this computer or any other.
        return URLFetcherResponse(url, pictures[url.removeprefix(host)])

    source = HTML(string=html, base_url=job.page.page.canonical, url_fetcher=fetch)
    pdf: bytes = source.write_pdf(pdf_variant="pdf/ua-1")
    return pdf
