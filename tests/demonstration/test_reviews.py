"""The list of reviews of the shipped site: it claims none that nobody has made."""

from __future__ import annotations

import json

from tests.demonstration.test_site import UNAPPROVED, UNREVIEWED
from tests.shipped_site import ADDRESS, ShippedSite
from tests.site_tools import CHECKOUT

SETS = "content/*/red-flags/*.yaml"


def test_the_review_report_tells_the_state_of_every_reviewed_page_and_set(shipped: ShippedSite) -> None:
    entries = json.loads((shipped.folder / "review.json").read_text("utf-8"))
    report = [entry for entry in entries if "red_flags" not in entry]
    sets = {entry["red_flags"]: entry["state"] for entry in entries if "red_flags" in entry}

    unreviewed = {f"{ADDRESS}/{path.removeprefix('content/en/').removesuffix('.md')}/" for path in UNREVIEWED}
    reviewed = {f"{ADDRESS}{page.address}": page for page in shipped.every() if page.find(".review-line")}
    assert {entry["address"] for entry in report} == set(reviewed)
    unreviewed = {path.replace("content/en", ADDRESS).replace(".md", "/") for path in UNREVIEWED}
    for entry in report:
        assert set(entry) == {"address", "title", "owner", "author", "reviewer", "reviewed", "due", "state"}
        is_unreviewed = entry["address"] in unreviewed
        is_spanish = entry["address"].startswith(f"{ADDRESS}/es/")
        assert entry["state"] == ("unchecked-translation" if is_spanish else "edited" if is_unreviewed else "current")
        assert bool(entry["reviewer"]) != is_spanish
        assert entry["title"] == reviewed[entry["address"]].one("h1").text
    files = {file.relative_to(CHECKOUT).as_posix() for file in CHECKOUT.glob(SETS)}
    assert sets == dict.fromkeys(files - UNAPPROVED, "current")
