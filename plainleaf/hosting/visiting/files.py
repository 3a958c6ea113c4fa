"""Files of a live site: what is missing, what is not as it was published, and what is called a wrong type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from msgspec.structs import replace

from plainleaf.hosting.headers import TEXTS, types_of
from plainleaf.hosting.manifest import digest_of
from plainleaf.hosting.visiting.ask import Answer, Question, ask_all
from plainleaf.hosting.visiting.findings import Finding
from plainleaf.hosting.visiting.live_site import LiveSite
from plainleaf.problems.reports import number_of

OK = 200
REDIRECTS = (301, 302, 303, 307, 308)
PUBLISH = "Publish the site again."
PUBLISH_OR_NAME = "Publish the site again or, after a rollback, name its manifest: --manifest FILE"
# What every page shows while an alert is current.
ALERT = 'id="site-alert"'
# With more of its pages changed than one of so many, a site is another version of itself.
ANOTHER = 2
# So many files that are missing for the same reason are listed one by one.
MAX_LISTED = 5


def compare_files(site: LiveSite, answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """What is wrong with the files at these addresses."""
    files = {address: path for path in site.manifest.files if (address := site.file(path)) in answers}
    changed, missing = [], []
    for address, path in files.items():
        answer = answers[address]
        if answer.status != OK:
            missing.append(_find_missing(site.full(address), answer))
        elif answer.sha256 != site.manifest.files[path].sha256:
            changed.append(address)
    yield from _shorten(missing)
    yield from _compare_changed(site, changed, answers)
    there = {address: path for address, path in files.items() if answers[address].status == OK}
    yield from _compare_types(site, there, answers)


def _find_missing(address: str, answer: Answer) -> Finding:
    if not answer.status:
        return Finding("unread", address, f"it could not be read: {answer.fault}", "Verify again later.")
    if answer.status in REDIRECTS:
        what = f"it leads to '{answer.header('location')}' in place of the page"
        return Finding("redirect", address, what, "Take this rule out of the settings of the host.")
    return Finding("missing", address, f"it is missing: the host answers with status {answer.status}", PUBLISH)


def _shorten(missing: list[Finding]) -> Iterator[Finding]:
    """What is missing; one finding stands for the many that a host gives one and the same answer for."""
    for what in dict.fromkeys(each.what for each in missing):
        same = [each for each in missing if each.what == what]
        if len(same) <= MAX_LISTED:
            yield from same
        else:
            yield replace(same[0], what=f"{what} (and so are {len(same) - 1} more files)")


def _compare_changed(site: LiveSite, changed: list[str], answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """What is not as it was published. A cache between may be what is old, so each is asked for once more past it."""
    if not changed:
        return
    past_caches = {address: f"{address}?plainleaf-verify={digest_of(site.manifest)}" for address in changed}
    fresh = ask_all(site.host, [Question(address) for address in past_caches.values()])
    digests = {site.file(path): file.sha256 for path, file in site.manifest.files.items()}
    cached = [address for address in changed if fresh[past_caches[address]].sha256 == digests[address]]
    others = [address for address in changed if address not in cached]
    for address in cached:
        fix = "Empty the cache of the host, and let it ask for pages every time ('no-cache')."
        yield Finding("stale", site.full(address), "a cache still has an earlier version", fix)
    pages = {site.file(path) for path in site.manifest.pages()}
    if len(pages & {*others}) * ANOTHER > len(pages):
        what = f"{len(others)} files are not those of the site built for {site.manifest.site.day}"
        why = "another version is live, or the host changes pages"
        yield Finding("stale", site.url, f"{what}: {why}", PUBLISH_OR_NAME)
    else:
        for address in others:
            yield Finding("changed", site.full(address), "it is not the file that was published", PUBLISH_OR_NAME)
    has_alert = any(ending.what == "alert" for ending in site.manifest.site.endings)
    shown = next((address for address in others if ALERT in answers[address].text), "")
    if shown and not has_alert:
        yield Finding("alert-over", site.full(shown), "it shows a notice that the site no longer has", PUBLISH)


def _compare_types(site: LiveSite, files: Mapping[str, str], answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """Wrong types, each kind once: a browser does not show a style sheet or a film that is called something else."""
    found: dict[tuple[str, str], list[str]] = {}
    for address, path in files.items():
        said = answers[address].header("content-type")
        type_, _, more = said.partition(";")
        right = types_of(path)
        has_charset = "charset" not in more.lower() or "utf-8" in more.lower()
        if right and (type_.strip().lower() not in right or (right[0].startswith(TEXTS) and not has_charset)):
            found.setdefault((PurePosixPath(path).suffix, said), []).append(address)
    for (ending, said), addresses in found.items():
        what = f"the host calls {number_of(len(addresses), 'file')} with the ending '{ending}' '{said}'"
        yield Finding("type", site.full(addresses[0]), what, f"Let the host call them '{types_of('x' + ending)[0]}'.")
