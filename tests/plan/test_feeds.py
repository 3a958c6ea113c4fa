"""Files for machines: each can be parsed, and none says when it was built."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

from tests.checks.emergencies.test_duties import reviewed_carriers
from tests.content.red_flags.test_sets import PATH, SET
from tests.site_stages import plan_site
from tests.site_tools import DAY, BuildSite, MakeSite, about_page, minimal_config, minimal_page

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SIGNS = "Q & A: <b> \"quotes\" 'n' ümlaut"
CURLY = "Q & A: <b> “quotes” ’n’ ümlaut"


def test_the_feed_is_well_formed_and_lists_the_newest_first(make_site: MakeSite) -> None:
    changes = "changes:\n  - {date: 2026-06-01, type: clinical, note: New signs.}\nevidence:"
    quoted = SIGNS.replace("'", "''")
    files = {
        "content/en/about.md": about_page("Hello.", "publish: 2026-05-01\n").replace("About us", f"'{quoted}'"),
        "content/en/sciatica/symptoms.md": minimal_page("sciatica/symptoms.md", ("evidence:", changes)),
        "content/en/secret.md": about_page("Hello.", "publish: 2026-05-01\ndraft: yes\n"),
    }

    feed = ElementTree.fromstring(plan_site(make_site(files=files)).text("feed.xml"))

    assert feed.findtext(f"{ATOM}id") == "https://small.example/"
    assert feed.findtext(f"{ATOM}updated") == "2026-06-01T00:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Small Clinic"
    links = {link.get("rel", "alternate"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "https://small.example/feed.xml"
    entries = [
        (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}updated")) for entry in feed.findall(f"{ATOM}entry")
    ]
    assert entries == [("Symptoms", "2026-06-01T00:00:00Z"), (CURLY, "2026-05-01T00:00:00Z")]
    assert "New signs." in (feed.findtext(f"{ATOM}entry/{ATOM}summary") or "")


def test_the_feed_has_what_changed_today(make_site: MakeSite) -> None:
    page = about_page("Hello.", f"publish: {DAY}\n")

    feed = ElementTree.fromstring(plan_site(make_site(files={"content/en/about.md": page})).text("feed.xml"))

    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == f"{DAY}T00:00:00Z"


def test_a_feed_without_entries_is_a_feed(make_site: MakeSite) -> None:
    feed = ElementTree.fromstring(plan_site(make_site()).text("feed.xml"))

    assert feed.findall(f"{ATOM}entry") == []
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", feed.findtext(f"{ATOM}updated") or "")


def test_the_sitemap_lists_every_page_for_search_engines_and_no_other(make_site: MakeSite) -> None:
    planned = plan_site(make_site())

    urls = [each.text or "" for each in ElementTree.fromstring(planned.text("sitemap.xml")).iter(f"{SITEMAP}loc")]

    assert "https://small.example/" in urls
    assert "https://small.example/sciatica/symptoms/" in urls
    assert "https://small.example/glossary/" in urls
    assert "https://small.example/thanks/" not in urls
    assert not any("404" in url for url in urls)
    assert len(urls) == len(set(urls))
    for url in urls:
        assert f"{url.removeprefix('https://small.example/')}index.html" in planned.paths()


def test_robots_may_crawl_everything_and_find_the_sitemap_below_a_folder_too(make_site: MakeSite) -> None:
    config = minimal_config(("https://small.example/", "https://small.example/clinic/"))

    robots = plan_site(make_site(files={"config.yaml": config})).text("robots.txt")

    assert "Allow: /" in robots
    assert "Sitemap: https://small.example/clinic/sitemap.xml" in robots


def test_the_banner_of_a_demonstration_may_have_the_name_of_the_clinic(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    config = minimal_config(("  legal_name", "  demonstration: yes\n  legal_name"))
    words = 'demonstration_banner: "{name} is invented."\n'
    root = make_site(files={**reviewed_carriers(), "config.yaml": config, "templates/words/en.yaml": words})

    assert build_site(root).rules == []
    assert "</strong> Small Clinic is invented.</p>" in (root / "public/index.html").read_text("utf-8")


def test_a_demonstration_asks_search_engines_to_leave_it_out(make_site: MakeSite) -> None:
    config = minimal_config(("  legal_name", "  demonstration: yes\n  legal_name"))

    planned = plan_site(make_site(files={"config.yaml": config}))

    assert not planned.job("index.html").page.is_indexed
    assert not planned.job("glossary/index.html").page.is_indexed
    assert "X-Robots-Tag: noindex" in planned.text("_headers")
    assert "sitemap" not in planned.text("robots.txt").lower()
    assert "sitemap.xml" not in planned.paths()


def test_a_real_site_may_be_found(make_site: MakeSite) -> None:
    planned = plan_site(make_site())

    assert planned.job("index.html").page.is_indexed
    assert "X-Robots-Tag" not in planned.text("_headers")


def cache_rules(headers: str) -> dict[str, str]:
    """How long files may be kept, by the pattern of their addresses."""
    return dict(re.findall(r"^(/\S*)\n  Cache-Control: (.*)$", headers, re.MULTILINE))


def test_browsers_keep_files_with_a_digest_in_their_names_and_ask_for_pages(make_site: MakeSite) -> None:
    config = minimal_config(("https://small.example/", "https://small.example/clinic/"))

    rules = cache_rules(plan_site(make_site(files={"config.yaml": config})).text("_headers"))

    assert rules["/clinic/assets/*"] == rules["/clinic/pictures/*"] == "public, max-age=31536000, immutable"
    assert rules["/clinic/"] == rules["/clinic/sciatica/*"] == "no-cache"


def test_no_two_rules_for_caches_match_one_address(make_site: MakeSite) -> None:
    files = {"static/clips/leg pain.mp4": "film", "content/en/clips.md": about_page("Text.")}

    rules = cache_rules(plan_site(make_site(files=files)).text("_headers"))

    (single,) = [pattern for pattern in rules if pattern.startswith("/clips/")]
    assert re.fullmatch(r"/clips/leg%20pain\.[0-9a-f]{10}\.mp4", single)


def test_the_manifest_names_the_site_and_where_it_begins(make_site: MakeSite) -> None:
    config = minimal_config(("https://small.example/", "https://small.example/clinic/"))

    manifest = json.loads(plan_site(make_site(files={"config.yaml": config})).text("manifest.webmanifest"))

    assert manifest["name"] == "Small Clinic"
    assert manifest["start_url"] == "/clinic/"
    assert manifest["scope"] == "/clinic/"
    assert manifest["icons"]


def test_the_headers_repeat_the_policy_of_the_pages(make_site: MakeSite) -> None:
    planned = plan_site(make_site())

    headers = planned.text("_headers")

    assert (
        f"Content-Security-Policy: {planned.job('index.html').site.security_policy}; frame-ancestors 'none'" in headers
    )
    assert "X-Content-Type-Options: nosniff" in headers


def test_the_review_list_contains_every_set_of_red_flags(make_site: MakeSite) -> None:
    config = minimal_config(more="review_list: yes\n")
    sets = [
        [each for each in json.loads(planned.text("review.json")) if "red_flags" in each]
        for text in (SET, SET.replace("newly hard", "hard"))
        for planned in (plan_site(make_site(files={"config.yaml": config, PATH: text}), as_of="2028-05-15"),)
    ]

    expected = {
        "red_flags": PATH,
        "title": "Signs of squeezed nerves",
        "reviewer": "Ben Example",
        "reviewed": "2026-05-14",
        "due": "2028-05-14",
        "state": "overdue",
    }
    assert sets == [[expected], [{**expected, "state": "edited"}]]


def test_the_review_list_contains_every_reviewed_page(make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={"config.yaml": minimal_config(more="review_list: yes\n")}))

    entries = json.loads(planned.text("review.json"))

    assert {entry["address"] for entry in entries} == {
        f"https://small.example/sciatica/{name}" for name in ("", "symptoms/", "get-help/")
    }
    assert {entry["state"] for entry in entries} == {"current"}
    assert {entry["due"] for entry in entries} == {"2028-05-14"}


def test_no_file_for_machines_contains_the_day_of_the_build(make_site: MakeSite) -> None:
    root = make_site()

    one, other = plan_site(root, as_of="2026-11-21"), plan_site(root, as_of="2026-11-22")

    for name in ("feed.xml", "sitemap.xml", "robots.txt", "manifest.webmanifest", "_headers"):
        assert one.text(name) == other.text(name)
