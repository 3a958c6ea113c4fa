"""Reading a site for a command that looks at its sources and renders nothing."""

from __future__ import annotations

from msgspec import Struct

from plainleaf.content.config.today import with_day
from plainleaf.content.load import Inputs, load
from plainleaf.content.read import Pages, read
from plainleaf.index.directory import Directory
from plainleaf.index.overview import make_directory
from plainleaf.options import Options
from plainleaf.problems import Report


class SiteRead(Struct, frozen=True):
    """A site as its files are, with the options in which the day is settled: today where the clinic is."""

    inputs: Inputs
    pages: Pages
    options: Options


def read_site(options: Options, report: Report) -> SiteRead:
    """Read the files of a site. What is wrong with them is reported."""
    inputs = load(options.root, report)
    settled = with_day(options, inputs.settings, inputs.unclear, Report())
    return SiteRead(inputs, read(inputs, report), settled)


def directory_of(site: SiteRead) -> Directory:
    """The directory of a site's pages on the day of its options."""
    return make_directory(site.inputs, site.pages, site.options)
