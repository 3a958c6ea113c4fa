"""The plan: every file that the site will contain, and clashes between them, before any is rendered."""

from __future__ import annotations

import pickle
import re
import unicodedata

import pytest

from plainleaf.index.addresses import make_addresses
from plainleaf.index.style_rules import join_rules
from plainleaf.index.style_sheets import make_style_sheets
from plainleaf.model.jobs import CopyJob, RedirectJob
from tests.site_stages import plan_site
from tests.site_tools import BuildSite, CheckSite, MakeSite, about_page, minimal_config, minimal_page, places, rules


def test_the_plan_of_the_minimal_site_is_complete(make_site: MakeSite) -> None:
    paths = plan_site(make_site()).paths()

    assert paths >= {
        "index.html", "404.html", "a-to-z/index.html", "glossary/index.html", "sciatica/symptoms/index.html",
        "feed.xml", "sitemap.xml", "robots.txt", "manifest.webmanifest", "_headers",
    }  # fmt: skip
    assert any(re.fullmatch(r"assets/print\.[0-9a-f]{10}\.css", path) for path in paths)
    assert any(re.fullmatch(r"pictures/nerve\.[0-9a-f]{10}\.svg", path) for path in paths)


def test_jobs_are_sorted_by_path_and_every_path_occurs_once(make_site: MakeSite) -> None:
    paths = [job.path for job in plan_site(make_site()).jobs]

    assert paths == sorted(set(paths))


def test_jobs_can_be_sent_to_another_process(make_site: MakeSite) -> None:
    jobs = plan_site(make_site()).jobs

    assert pickle.loads(pickle.dumps(jobs)) == jobs


@pytest.mark.parametrize(
    ("front", "place", "says"),
    [
        ("aliases: [/about/]\n", "content/en/about.md:4:11", "this page itself"),
        ("aliases: [/about/index.html]\n", "content/en/about.md:4:11", "this page itself"),
        ("aliases: [/old/, /Old]\n", "content/en/about.md:4:18", "in two places: here and in content/en/about.md"),
        ("aliases: [/index.html]\n", "content/en/about.md:4:11", "content/en/index.md"),
        ("aliases: [/contact/index.html/x]\n", "content/en/about.md:4:11", "both a file and a folder"),
        ("aliases: [/about/index.html/x]\n", "content/en/about.md:4:11", "both a file and a folder"),
    ],
)
def test_of_two_files_for_one_address_the_old_one_gives_way(
    front: str, place: str, says: str, make_site: MakeSite
) -> None:
    report = plan_site(make_site(files={"content/en/about.md": about_page("Hello.", front)})).report

    assert (rules(report), places(report)) == (["same-output"], [place])
    assert says in report.problems[0].message
    assert report.problems[0].fix == "Delete it from 'aliases'."


def test_an_old_address_may_name_the_file_in_its_folder(make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={"content/en/about.md": about_page("Hello.", "aliases: [/old/index.html]\n")}))

    assert "old/index.html" in planned.paths()
    assert planned.text("_redirects") == "/old /about/ 301\n"


def test_the_same_input_gives_the_same_plan(make_site: MakeSite) -> None:
    root = make_site()

    assert repr(plan_site(root).jobs) == repr(plan_site(root).jobs)


@pytest.mark.parametrize(
    ("files", "place", "other"),
    [
        ({"content/en/about/index.md": ""}, "content/en/about/index.md:1:1", "content/en/about.md"),
        ({"content/en/team.md": "slug: about\n"}, "content/en/team.md:4:1", "content/en/about.md"),
        ({"content/en/team.md": "slug: About\n"}, "content/en/team.md:4:1", "content/en/about.md"),
        ({"content/en/team.md": "aliases: [/x/, /about/]\n"}, "content/en/team.md:4:16", "content/en/about.md"),
        ({"content/en/glossary.md": ""}, "content/en/glossary.md:1:1", "one that plainleaf generates"),
        ({"content/en/team.md": "aliases: [/ABOUT]\n"}, "content/en/team.md:4:11", "content/en/about.md"),
    ],
)
def test_two_files_for_one_address_are_refused(
    files: dict[str, str], place: str, other: str, make_site: MakeSite
) -> None:
    planned = plan_site(make_site(files={name: about_page("Hello.", front) for name, front in files.items()}))

    assert rules(planned.report) == ["same-output"]
    assert places(planned.report) == [place]
    assert other in planned.report.problems[0].message


def test_a_home_page_that_is_a_draft_is_missing(make_site: MakeSite) -> None:
    home = minimal_page("index.md", ("title:", "draft: yes\ntitle:"))

    planned = plan_site(make_site(files={"content/en/index.md": home}))

    assert rules(planned.report) == ["missing-file"]
    assert planned.report.problems[0].place.path == "content/en/index.md"


def test_an_old_address_redirects(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site(files={"content/en/about.md": about_page("Hello.", "aliases:\n  - /old/team/\n  - /who\n")})

    planned = plan_site(root)
    result = build_site(root)

    for path in ("old/team/index.html", "who/index.html"):
        job = planned.any_job(path)
        assert isinstance(job, RedirectJob)
        assert job.target == "https://small.example/about/"
        page = (result.out / path).read_text(encoding="utf-8")
        assert '<meta http-equiv="refresh" content="0; url=https://small.example/about/">' in page
        assert '<link rel="canonical" href="https://small.example/about/">' in page
        assert 'content="noindex"' in page


def test_an_old_address_may_be_written_as_browsers_show_it(make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={"content/en/about.md": about_page("Hello.", "aliases: [/caf%C3%A9/]\n")}))

    assert "café/index.html" in planned.paths()


def test_the_style_sheet_contains_the_styles_of_brand_site_and_components(make_site: MakeSite) -> None:
    root = make_site(files={"static/css/90-own.css": "main{background:url('/pictures/nerve.svg')}"})

    planned = plan_site(root)

    sheets = make_style_sheets(planned.inputs, make_addresses(planned.inputs.settings))
    style = join_rules(sheets.rules)
    assert style.startswith(f":root{{{sheets.short['--brand']}:#0b5d5e")
    assert ".inset" in style
    assert re.search(r"main\{background:url\(/pictures/nerve\.[0-9a-f]{10}\.svg\)\}", style)


def test_a_change_of_the_style_changes_its_address(make_site: MakeSite) -> None:
    before = plan_site(make_site()).job("index.html").site.stylesheet

    after = (
        plan_site(make_site(files={"config.yaml": minimal_config(("#9a3412", "#8a3b12"))}))
        .job("index.html")
        .site.stylesheet
    )

    assert before != after


def test_files_below_static_root_keep_their_names(make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={"static/root/.well-known.txt": "no", "static/root/humans.txt": "hello"}))

    assert isinstance(planned.any_job("humans.txt"), CopyJob)
    assert not any("well-known" in path for path in planned.paths())


def test_the_gallery_is_made_only_on_request(make_site: MakeSite) -> None:
    without = plan_site(make_site())
    with_gallery = plan_site(make_site(files={"config.yaml": minimal_config(more="gallery: yes\n")}))

    assert "gallery/index.html" not in without.paths()
    assert "gallery/index.html" in with_gallery.paths()
    assert with_gallery.report.problems == []


@pytest.mark.parametrize(
    ("front", "rule"),
    [
        ("draft: yes", "broken-link"),
        ("publish: 2026-12-01", "link-to-unpublished"),
        ("expires: 2026-11-01", "link-to-unpublished"),
    ],
)
def test_whoever_has_sent_a_form_lands_on_a_page(front: str, rule: str, make_site: MakeSite) -> None:
    thanks = minimal_page("thanks.md", ("title:", f"{front}\ntitle:"))

    report = plan_site(make_site(files={"content/en/thanks.md": thanks})).report

    assert [each.rule for each in report.problems if "sent the form" in each.message] == [rule] * 2


def test_old_addresses_are_listed_for_hosts_that_can_lead_on(make_site: MakeSite) -> None:
    front = "aliases: [/old.php, /more/caf%C3%A9/]\n"

    planned = plan_site(make_site(files={"content/en/about.md": about_page("Hello.", front)}))

    assert planned.text("_redirects") == "/more/caf%C3%A9 /about/ 301\n/old.php /about/ 301\n"
    assert "_redirects" not in plan_site(make_site()).paths()


@pytest.mark.parametrize(
    "front", ["aliases: [nope, /old.php, /about/]\n", "aliases: [/old.php, /about/]\nmenu: soon\n"]
)
def test_a_mistake_on_a_page_hides_nothing_of_its_old_addresses(
    front: str, make_site: MakeSite, check_site: CheckSite
) -> None:
    found = check_site(make_site(files={"content/en/team.md": about_page("Hello.", front)}))

    assert sorted(found.rules) == ["old-file-address", "same-output", "wrong-type"]


NFC, NFD = "caf\u00e9", "cafe\u0301"


@pytest.mark.parametrize("name", [NFC, NFD])
@pytest.mark.parametrize("written", [NFC, NFD, "caf%C3%A9", "cafe%CC%81"])
def test_names_are_compared_in_one_unicode_form(name: str, written: str, make_site: MakeSite) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    pictures = f"![the nerve](/pictures/{written}.svg) ![the spine]({written}.svg)"
    prose = f"[a]({written}.md) [b](#{written}) {pictures} [e](/root/{written}.txt)"
    files = {
        f"content/en/{name}.md": about_page("Hello."),
        f"static/pictures/{name}.svg": svg,
        f"content/en/{name}.svg": svg,
        f"static/root/{name}.txt": "x",
        "content/en/about.md": about_page(f"{prose}\n\n## {name}"),
    }

    planned = plan_site(make_site(files=files))

    assert planned.report.problems == []
    assert all(unicodedata.is_normalized("NFC", path) for path in planned.paths())
