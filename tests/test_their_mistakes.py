"""The mistakes of two real clinic pages: a site that makes them all is told all of them at once."""

from __future__ import annotations

from tests.site_tools import BuildSite, MakeSite, minimal_config

# A page in our own words with as many of these mistakes as one page can hold: also the front matter lacks what a
# reviewed page must have, and its first component is misspelt.
THEIR_PAGE = """---
kind: topic
aspect: causes
title: Causes
summary: Where it comes from.
author: people/ada.md
evidence: []
---

::: calout
Add to cart.
:::

The piriformus muscle may press on the nerve. So may the sacroilliac joint.

A slipped disc, also known as spondylolisthesis, can press on it too. Stay in bed for two weeks.

Our superior care is the most advanced, and pain-free. We send you an e-mail.

Call 313- 874-7500 for for an EMG. Read [note](nowhere.md).
"""
THEIR_ALERT = """---
kind: alert
title: Closed
summary: We are closed.
starts: 2020-03-01
expires: 2020-06-01
owner: Front desk
audience: everyone
---

Closed.
"""


def test_all_their_mistakes_are_reported_in_one_run(make_site: MakeSite, build_site: BuildSite) -> None:
    files = {
        "config.yaml": minimal_config(('  relay: {label: Relay, number: "711"}\n', "")),
        "content/en/sciatica/causes.md": THEIR_PAGE,
        "content/en/old-alert.md": THEIR_ALERT,
    }

    result = build_site(make_site(files=files))

    assert [
        f"{problem['path'].rpartition('/')[2]}:{problem['line']} {problem['rule']}" for problem in result.problems
    ] == [
        "config.yaml:13 missing-field",
        "old-alert.md:6 alert-expired",
        "causes.md:1 missing-field",
        "causes.md:1 missing-field",
        "causes.md:7 missing-field",
        "causes.md:10 unknown-component",
        "causes.md:11 shop-text",
        "causes.md:14 misspelt-term",
        "causes.md:14 misspelt-term",
        "causes.md:16 unsafe-advice",
        "causes.md:16 unsafe-advice",
        "causes.md:18 unsupported-claim",
        "causes.md:18 unsupported-claim",
        "causes.md:18 unsupported-claim",
        "causes.md:20 typed-phone",
        "causes.md:20 doubled-word",
        "causes.md:20 acronym",
        "causes.md:20 broken-link",
    ]
