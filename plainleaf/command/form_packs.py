"""`build --form-packs DIR`: writes the form packs of a site for its receiver, outside what is published."""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec.structs import replace

from plainleaf.command.one_run import run_once
from plainleaf.command.site_folder import is_published
from plainleaf.command.site_read import read_site
from plainleaf.command.streams import refuse
from plainleaf.content.last_build import NO_BUILD
from plainleaf.index.overview import make_overview
from plainleaf.input.opening import replace_file
from plainleaf.model.jobs import FormPackJob
from plainleaf.options import Options
from plainleaf.plan import make_plan
from plainleaf.problems import Report
from plainleaf.problems.reports import format_report
from plainleaf.render import render_alone
from plainleaf.state.state import Build, MemoryState

NO_FORM = "No form of this site is sent, so there is no form pack."


def build_with_form_packs(options: Options, build: Build, form: str, folder: Path) -> int:
    """Build a site, and write a file for each of its forms into a folder. Returns the exit code.

    It is 0, 1 if the site or a template of its forms has errors, or 2 if the folder cannot be used. Problems are
    printed in the format `form`.
    """
    if is_published(folder, options):
        return refuse(f"{folder} is part of the site, so the form packs could be published. Name another folder.")
    return run_once(options, build, "build", form) or _write(options, form, folder)


def _write(options: Options, form: str, folder: Path) -> int:
    # The site has just been built, so nothing but a template without slots can be wrong with it.
    site, report = read_site(options, Report()), Report()
    inputs = replace(site.inputs, settings=replace(site.inputs.settings, form_packs=True))
    overview = make_overview(inputs, site.pages, NO_BUILD, replace(site.options, writes=False), MemoryState())
    jobs = [job for job in make_plan(overview, MemoryState(), Report()).jobs if isinstance(job, FormPackJob)]
    made = render_alone(jobs, inputs)
    for rendered in made:
        report.extend(rendered.problems)
    if report.has_errors:
        sys.stdout.write(format_report(report, form))
        return 1
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for job, rendered in zip(jobs, made, strict=True):
            assert isinstance(rendered.content, bytes)
            replace_file(folder / f"{job.form}.json", rendered.content)
    except OSError as error:
        return refuse(f"{folder} cannot be written: {error.strerror or error}")
    names = " and ".join(f"{job.form}.json" for job in jobs)
    print(f"{folder} has {names} for the receiver." if jobs else NO_FORM, file=sys.stderr)
    return 0
