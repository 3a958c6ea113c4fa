"""`addresses`: write the list of the addresses that a site has, so that a later build notices when one is gone."""

from __future__ import annotations

import sys

from msgspec.structs import replace

from plainleaf.command.site_read import read_site
from plainleaf.command.streams import refuse
from plainleaf.content.config.published import FILE, list_text
from plainleaf.content.last_build import NO_BUILD
from plainleaf.index.overview import make_overview
from plainleaf.input.opening import replace_file
from plainleaf.options import Options
from plainleaf.plan import addresses_of, make_plan
from plainleaf.problems import Report
from plainleaf.problems.reports import count_in_words, format_report
from plainleaf.state.state import MemoryState


def write_addresses(options: Options) -> int:
    """Write addresses.txt beside config.yaml. Returns the exit code: 0, or 1 if the site has errors or no list."""
    report = Report()
    site = read_site(options, report)
    overview = make_overview(site.inputs, site.pages, NO_BUILD, replace(site.options, writes=False), MemoryState())
    now = addresses_of(make_plan(overview, MemoryState(), report).jobs)
    if report.has_errors:
        sys.stdout.write(format_report(report, "text"))
        print(f"The list was not written: {count_in_words(report)}.")
        return 1
    before = (site.inputs.addresses or {}).keys()
    try:
        replace_file(options.root / FILE, list_text(now).encode())
    except OSError as error:
        return refuse(f"{FILE} cannot be written: {error.strerror}", 1)
    for sign, addresses in (("+", now - before), ("-", before - now)):
        sys.stdout.writelines(f"{sign} {address}\n" for address in sorted(addresses))
    print(f"{FILE} has {len(now)} addresses. Keep it with the site's files.")
    return 0
