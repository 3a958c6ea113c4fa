"""Headers of a live site: those of the manifest that are missing or different. What a host adds is its own affair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plainleaf.hosting.visiting.ask import Answer
from plainleaf.hosting.visiting.files import OK
from plainleaf.hosting.visiting.findings import Finding
from plainleaf.hosting.visiting.live_site import LiveSite
from plainleaf.problems.reports import number_of

ROBOTS = "X-Robots-Tag"
# What sends patients elsewhere, marks them, or loads what nobody published.
FOREIGN = ("Refresh", "Set-Cookie", "Link")
# What a browser would save and not show. Somebody may want that for a document.
SAVED = "Content-Disposition"
FIX = "Print the settings for your host again, and put them in place: plainleaf host"


def compare_headers(site: LiveSite, answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """Each difference once, with the number of files that have it."""
    found: dict[tuple[str, str, str], list[str]] = {}
    unlisted: list[str] = []
    for path in site.manifest.files:
        address, expected = site.file(path), site.manifest.headers_of(path)
        answer = answers.get(address)
        if answer is None or answer.status != OK:
            continue
        for name, value in expected.items():
            # A host may send a header of its own beside ours: of two policies, both hold.
            if value not in answer.headers.get(name.lower(), ()) and answer.header(name) != value:
                found.setdefault((name, value, answer.header(name)), []).append(address)
        if ROBOTS not in expected and _is_unlisted(answer.header(ROBOTS)):
            unlisted.append(address)
    if site.sends_headers:
        for addresses, what in _in_words(found):
            yield Finding("headers", site.full(addresses[0]), what, FIX)
    if unlisted:
        said = answers[unlisted[0]].header(ROBOTS)
        what = f"the host tells search engines not to list {number_of(len(unlisted), 'file')} ('{ROBOTS}: {said}')"
        yield Finding(
            "unlisted", site.full(unlisted[0]), what, "Turn this off at the host: patients could not find them."
        )


def _is_unlisted(robots: str) -> bool:
    """Whether the value of the header keeps a file out of any search engine. `none` means the same as `noindex`."""
    rules = [rule.strip() for rule in robots.lower().split(",")]
    return any(rule.rpartition(":")[2].strip() in ("noindex", "none") for rule in rules if not rule.startswith("max-"))


def _in_words(found: Mapping[tuple[str, str, str], list[str]]) -> Iterator[tuple[list[str], str]]:
    """The addresses and the words of each difference. What is missing on the same files is missing for one reason."""
    missing: dict[tuple[str, ...], list[str]] = {}
    for (name, _, said), addresses in found.items():
        if not said:
            missing.setdefault(tuple(addresses), []).append(name)
    for (name, value, said), addresses in found.items():
        names = missing.get(tuple(addresses), []) if not said else []
        if len(names) < 2:
            yield addresses, f"on {number_of(len(addresses), 'file')}, the header '{name}' {_differs(said, value)}"
        elif name == names[0]:
            listed = ", ".join(f"'{each}'" for each in names)
            yield addresses, f"{len(names)} headers are missing on {number_of(len(addresses), 'file')}: {listed}"


def _differs(said: str, value: str) -> str:
    """How a header is not what it should be. Of a policy, the parts that differ are enough."""
    if not said:
        return f"is missing; it should be '{value}'"
    parts, right = ([part.strip() for part in text.split(";")] for text in (said, value))
    wrong, missing = [part for part in parts if part not in right], [part for part in right if part not in parts]
    if len(right) == 1 or not wrong or not missing:
        return f"is '{said}'; it should be '{value}'"
    return f"has '{'; '.join(wrong)}' where it should have '{'; '.join(missing)}'"


def find_foreign_headers(site: LiveSite, answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """Headers that nobody published and that do harm, each once, with the number of files that have it."""
    there = [path for path in site.manifest.files if (answer := answers.get(site.file(path))) and answer.status == OK]
    pages = [path for path in site.manifest.pages() if answers.get(site.file(path), Answer()).status == OK]
    for name in (*FOREIGN, SAVED):
        addresses = [
            site.file(path)
            for path in (pages if name == SAVED else there)
            if name not in site.manifest.headers_of(path) and answers[site.file(path)].header(name)
        ]
        if addresses:
            said = answers[addresses[0]].header(name)
            files = number_of(len(addresses), "file")
            what = f"the host adds the header '{name}' to {files} ('{said}'), which nobody published"
            yield Finding("headers", site.full(addresses[0]), what, "Turn this off at the host.")
