"""Addresses of a live site that are no files: old ones, wrong ones, and those of folders without a slash."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.hosting.headers import INDEX
from plainleaf.hosting.manifest import NOT_FOUND
from plainleaf.hosting.visiting.addresses import join, path_of
from plainleaf.hosting.visiting.ask import Answer, Question, ask_all, ask_one
from plainleaf.hosting.visiting.files import OK, REDIRECTS
from plainleaf.hosting.visiting.findings import Finding
from plainleaf.hosting.visiting.live_site import LiveSite, page_of_old

NOWHERE = "plainleaf-verify-no-such-page/"
GONE = (404, 410)


def check_redirects(site: LiveSite) -> Iterator[Finding]:
    """Old addresses that do not lead to where they should, by the host or by a page."""
    manifest = site.manifest
    answers = ask_all(site.host, [Question(site.live(old)) for old in manifest.redirects])
    for old, new in manifest.redirects.items():
        address, target = site.live(old), join(site.url, site.live(new) if new.startswith("/") else new)
        answer = _past_slash(site, address, answers[address])
        page = manifest.files.get(page_of_old(old, manifest))
        by_page = answer.status == OK and page is not None and answer.sha256 == page.sha256
        by_host = answer.status in REDIRECTS and join(site.full(address), answer.header("location")) == target
        if not by_page and not by_host:
            has = (
                f"leads to '{answer.header('location')}'"
                if answer.status in REDIRECTS
                else f"has status {answer.status}"
            )
            what = f"this old address should lead to {target}, but {has}"
            fix = "Put the settings for old addresses in place: plainleaf host"
            yield Finding("redirect", site.full(address), what, fix)


def _past_slash(site: LiveSite, address: str, answer: Answer) -> Answer:
    """The answer where the page of an old address is: many hosts first add the slash of its folder."""
    if answer.status in REDIRECTS and join(address, path_of(answer.header("location"))) == f"{address}/":
        return ask_one(site.host, f"{address}/")
    return answer


def check_not_found(site: LiveSite) -> Iterator[Finding]:
    """Wrong addresses that do not get the page for them, in each folder that has one of its own."""
    pages = site.manifest.not_found
    digests = {site.manifest.files[path].sha256 for path in pages if path == NOT_FOUND}
    for path in pages:
        address = site.live(site.manifest.address(path)).removesuffix(NOT_FOUND) + NOWHERE
        answer = ask_one(site.host, address)
        if not answer.status:
            continue
        if answer.status not in GONE:
            what = f"a wrong address gets status {answer.status}, so search engines take it for a page"
            yield Finding("not-found", site.full(address), what, "Let the host answer with status 404.")
        elif answer.sha256 not in {*digests, site.manifest.files[path].sha256}:
            what = "a wrong address does not get the page of the site for it, which helps people on"
            yield Finding("not-found", site.full(address), what, f"Let the host send {path} with status 404.")


def check_bare_folder(site: LiveSite) -> Iterator[Finding]:
    """The folder of a page without its slash, as people type it. A host treats all of them alike, so one will do."""
    path = next((path for path in site.manifest.pages() if path.endswith(f"/{INDEX}")), "")
    target = site.file(path)
    answer = ask_one(site.host, target.rstrip("/")) if path else None
    if answer is None or not answer.status:
        return
    is_page = answer.status == OK and answer.sha256 == site.manifest.files[path].sha256
    leads_on = answer.status in REDIRECTS and join(site.full(target), answer.header("location")) == site.full(target)
    if not is_page and not leads_on:
        has = f"leads to '{answer.header('location')}'" if answer.status in REDIRECTS else f"has status {answer.status}"
        what = f"without a slash at its end, this address should lead to {site.full(target)}, but {has}"
        fix = "Let the host add the slash, at the same host and by https: plainleaf host"
        yield Finding("redirect", site.full(target.rstrip("/")), what, fix)
