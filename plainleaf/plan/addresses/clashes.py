"""Two files for one address, found before either is written."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from plainleaf.content.load import Inputs
from plainleaf.index.addresses import address_key
from plainleaf.index.search import is_search_index
from plainleaf.input.nodes import find_place
from plainleaf.model.jobs import Job, RedirectJob
from plainleaf.problems import Place, Report

# The place of files that plainleaf generates: no author can edit them.
OURS = Place("plainleaf")
DELETE = "Delete it from 'aliases'."


class Claim(Struct, frozen=True):
    """A job, and the place that asked for its path."""

    job: Job
    place: Place

    @property
    def weight(self) -> int:
        """Of two claims, the heavier one gives way: an old address first, then what an author can rename."""
        return 2 if isinstance(self.job, RedirectJob) else int(self.place != OURS)


def report_clashes(claims: list[Claim], report: Report) -> None:
    """Report two jobs for one address, even if they differ in case or Unicode form."""
    taken: dict[str, Claim] = {}
    # The first keeps the address, so that a clash is reported where an author can change something.
    for claim in sorted(claims, key=lambda claim: claim.weight):
        key = address_key(claim.job.path)
        if is_search_index(key):
            message = f"'/{claim.job.path}' would be in the folder of the search page's index"
            report.add(claim.place, "same-output", message, "Give it another folder.")
        first = taken.setdefault(key, claim)
        if first is not claim:
            report.add(claim.place, "same-output", *_explain_same(claim, first))
    folders = {folder: key for key in taken for folder in folders_above(key)}
    for key in sorted(taken.keys() & folders.keys()):
        message = f"'/{taken[key].job.path}' would be both a file and a folder"
        claim = max(taken[folders[key]], taken[key], key=lambda claim: claim.weight)
        fix = DELETE if isinstance(claim.job, RedirectJob) else "Rename one of the two."
        report.add(claim.place, "same-output", message, fix)


def _explain_same(claim: Claim, first: Claim) -> tuple[str, str]:
    """What is wrong with a claim on an address that another has, and the fix."""
    other = first.place.path if first.place != OURS else "one that plainleaf generates"
    if not isinstance(claim.job, RedirectJob):
        message = f"two files would have the address '/{claim.job.path}': this one and {other}"
        return message, "Rename one of the two, or give it another 'slug'."
    old = f"'/{claim.job.path.removesuffix('index.html')}'"
    if isinstance(first.job, RedirectJob):
        return f"{old} is an old address in two places: here and in {other}", DELETE
    whose = "this page itself" if first.place.path == claim.place.path else other
    return f"{old} is the address of {whose}, so it is not an old address", DELETE


def report_kept(claims: list[Claim], inputs: Inputs, report: Report) -> None:
    """Report what config.yaml says to leave alone in the output folder, although plainleaf writes it."""
    paths = [address_key(claim.job.path) for claim in claims] if inputs.settings.keep else []
    taken = {each for path in paths for each in (path, *folders_above(path))}
    for number, path in enumerate(inputs.settings.keep):
        if address_key(path) in taken:
            place = find_place(inputs.config, ["keep", str(number)])
            fix = "Delete this line. To have a file of your own there, put it into static/root/."
            report.add(place, "same-output", f"plainleaf itself writes '{path}', so it cannot be kept", fix)


def folders_above(path: str) -> Iterator[str]:
    """The folders that a path is in, the innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
