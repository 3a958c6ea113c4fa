"""Verifying a live site: everything that it should have is asked for, and what comes is compared with the manifest."""

from __future__ import annotations

from datetime import date

from plainleaf.hosting.manifest import Manifest
from plainleaf.hosting.visiting.ask import Question, ask_all, ask_one, make_host
from plainleaf.hosting.visiting.disguises import check_searchers, find_added_code
from plainleaf.hosting.visiting.encryption import check_encryption
from plainleaf.hosting.visiting.files import compare_files
from plainleaf.hosting.visiting.findings import Finding
from plainleaf.hosting.visiting.live_site import LiveSite, files_to_ask
from plainleaf.hosting.visiting.old_addresses import check_bare_folder, check_not_found, check_redirects
from plainleaf.hosting.visiting.sent_headers import compare_headers, find_foreign_headers
from plainleaf.hosting.visiting.strangers import check_added, check_endings, check_private


class NobodyThereError(Exception):
    """The host does not answer at all. Says why."""


def verify_site(url: str, manifest: Manifest, day: date, seconds: float) -> list[Finding]:
    """What is wrong with the site at `url` on a day, after `seconds` at the most. Raises NobodyThereError."""
    site = LiveSite(url, manifest, day, make_host(url, seconds))
    first = ask_one(site.host, site.base)
    if not first.status:
        raise NobodyThereError(first.fault)
    digests = {site.file(path): manifest.files[path].sha256 for path in files_to_ask(manifest)}
    answers = ask_all(site.host, [Question(address, digest) for address, digest in digests.items()])
    found = [
        *compare_files(site, answers),
        *compare_headers(site, answers),
        *find_foreign_headers(site, answers),
        *find_added_code(site, answers),
        *check_searchers(site, answers),
        *check_redirects(site),
        *check_bare_folder(site),
        *check_not_found(site),
        *check_encryption(site, first),
        *check_endings(site),
        *check_added(site, answers),
    ]
    # A host that answers to every address with a page would seem to show everything.
    is_soft = any(each.kind == "not-found" and "status 2" in each.what for each in found)
    return found if is_soft else [*found, *check_private(site)]
