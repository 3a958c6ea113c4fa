"""Form packs: what a receiver of a form needs to answer a bad request with the same page, decided before rendering."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from plainleaf.index.directory import Directory
from plainleaf.model.jobs import FormPackJob, PageJob

FOLDER = "form-packs"


def plan_form_packs(jobs: Iterable[PageJob], directory: Directory) -> tuple[FormPackJob, ...]:
    """A job for each form that is sent: all its pages, in every language, as answers."""
    packs: dict[str, list[PageJob]] = {}
    for job in jobs:
        form = job.page.form
        if form is not None and form.delivery == "endpoint":
            packs.setdefault(form.name, []).append(_as_answer(job, directory))
    origin = directory.addresses.origin
    return tuple(FormPackJob(f"{FOLDER}/{name}.json", name, origin, tuple(of)) for name, of in packs.items())


def _as_answer(job: PageJob, directory: Directory) -> PageJob:
    """The same page with slots. It comes from the receiver's host, so the site's own host is named wherever the page
    says 'self'."""
    form, origin = job.page.form, directory.addresses.origin
    assert form is not None
    answer = replace(form, is_answer=True, policy=form.policy.replace("'self'", origin))
    site = replace(job.site, security_policy=job.site.security_policy.replace("'self'", origin))
    return replace(job, page=replace(job.page, form=answer), site=site)
