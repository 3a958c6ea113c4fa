"""`verify` on a real HTTP server of this computer: silent about a healthy site, and clear about each kind of damage."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from plainleaf.command.hosting.site_facts import read_manifest
from plainleaf.hosting import Ending, Manifest, NobodyThereError, verify_site
from plainleaf.options import Options
from tests.hosting.live_host import Damage, LiveHost, Reply, serve
from tests.hosting.visits import SECONDS, TODAY, healthy, kinds, make, on, visit, with_header, without
from tests.real_servers import free_port
from tests.site_tools import build_folder, edit_about, lay_minimal, minimal_config, write_files

LANGUAGES = minimal_config(("    en: {name: English}", "    en: {name: English}\n    es: {name: Español}"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    """A built site with an old address, for tests that damage only what the host replies."""
    return make(tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("address", ["https://small.example/", "https://small.example/patients/"])
@pytest.mark.parametrize("by_page", [False, True])
def test_nothing_is_wrong_with_a_healthy_site(address: str, by_page: bool, tmp_path: Path) -> None:
    folder, manifest = make(tmp_path, minimal_config(("https://small.example/", address)))

    assert visit(folder, manifest, by_page=by_page) == []


@pytest.mark.matrix
def test_nothing_is_wrong_with_the_shipped_site(shipped_manifest: tuple[Path, Manifest]) -> None:
    folder, manifest = shipped_manifest

    assert visit(folder, manifest) == []


CSS = "Content-Type"
DAMAGES: Mapping[str, tuple[Damage, str]] = {
    "a page is gone": (on("/contact/", status=404), "missing"),
    "a page was changed": (on("/contact/", content=b"<title>Call 555-0199</title>"), "changed"),
    "a page was cut off": (
        lambda path, reply: replace(reply, content=reply.content[:900]) if path == "/contact/" else reply,
        "changed",
    ),
    "a header is missing": (without("Content-Security-Policy"), "headers"),
    "browsers keep pages": (
        lambda _, reply: replace(reply, headers={**reply.headers, "Cache-Control": "max-age=600"}),
        "headers",
    ),
    "styles are called text": (
        lambda path, reply: replace(reply, headers={**reply.headers, CSS: "text/plain"}) if ".css" in path else reply,
        "type",
    ),
    "an old address leads nowhere": (on("/old-about", status=404, headers={CSS: "text/html"}), "redirect"),
    "an old address leads elsewhere": (on("/old-about", headers={"Location": "/contact/"}), "redirect"),
    "a page leads elsewhere": (on("/contact/", status=302, headers={"Location": "https://other.example/"}), "redirect"),
    "wrong addresses get the home page": (
        lambda _, reply: replace(reply, status=200) if reply.status == 404 else reply,
        "not-found",
    ),
    "wrong addresses get a page of the host": (
        lambda _, reply: replace(reply, content=b"Not found") if reply.status == 404 else reply,
        "not-found",
    ),
    "the sources are there": (on("/.git/HEAD", status=200, content=b"ref: refs/heads/main"), "exposed"),
    "patients are sent elsewhere": (with_header("Refresh", "5; url=https://evil.example/"), "headers"),
    "patients are marked": (with_header("Set-Cookie", "id=1"), "headers"),
    "something is loaded beside": (with_header("Link", "<https://evil.example/x.css>; rel=stylesheet"), "headers"),
    "search engines are sent away": (with_header("X-Robots-Tag", "noindex"), "unlisted"),
    "one search engine is sent away": (with_header("X-Robots-Tag", "googlebot: None"), "unlisted"),
    "browsers save pages": (with_header("Content-Disposition", "attachment"), "headers"),
    "a folder shows its files": (on("/assets/", status=200, content=b"Index of /assets/"), "exposed"),
    "folders need a slash": (on("/a-to-z", status=404), "redirect"),
    "folders lead to a server behind": (
        on("/a-to-z", headers={"Location": "http://10.0.0.3/a-to-z/"}),
        "redirect",
    ),
    "a page is packed unasked": (on("/contact/", headers={CSS: "text/html", "Content-Encoding": "br"}), "unread"),
}


def test_a_limit_for_previews_does_not_send_search_engines_away(plain: tuple[Path, Manifest]) -> None:
    folder, manifest = plain

    assert visit(folder, manifest, with_header("X-Robots-Tag", "max-image-preview:none, max-snippet: 20")) == []


def test_of_many_pages_that_are_missing_for_one_reason_one_is_named(plain: tuple[Path, Manifest]) -> None:
    folder, manifest = plain

    found = visit(folder, manifest, lambda _, reply: replace(reply, status=503) if reply.status == 200 else reply)

    assert kinds(found) == ["missing"]
    assert [each.what for each in found] == [
        "it is missing: the host answers with status 503 (and so are 41 more files)"
    ]


@pytest.mark.parametrize("name", DAMAGES)
def test_each_damage_is_found_and_nothing_else(name: str, plain: tuple[Path, Manifest]) -> None:
    folder, manifest = plain
    damage, kind = DAMAGES[name]

    found = visit(folder, manifest, damage)

    assert kinds(found) == [kind]
    assert all(each.fix for each in found)


def test_an_earlier_site_is_found_as_a_whole(tmp_path: Path, plain: tuple[Path, Manifest]) -> None:
    folder, manifest = plain
    old = tmp_path / "old"
    shutil.copytree(folder, old)
    for file in old.rglob("*.html"):
        file.write_bytes(file.read_bytes() + b"<!-- earlier -->")

    found = visit(old, manifest)

    assert [(each.kind, "another version is live" in each.what) for each in found if each.kind == "stale"] == [
        ("stale", True)
    ]
    assert "changed" not in kinds(found)


def test_a_cache_that_keeps_an_old_page_is_told_from_a_changed_page(plain: tuple[Path, Manifest]) -> None:
    folder, manifest = plain
    asked: list[str] = []
    cached = on("/contact/", content=b"An earlier page")

    with serve(
        LiveHost(
            folder,
            manifest,
            lambda path, reply: reply if asked.count(path) > 1 else cached(path, reply),
            asked=(asked.append,),
        )
    ) as host:
        found = verify_site(f"{host}/", manifest, TODAY, SECONDS)

    assert [(each.kind, "a cache" in each.what) for each in found] == [("stale", True)]


def test_a_page_that_nobody_published_is_found_by_a_link(plain: tuple[Path, Manifest]) -> None:
    folder, manifest = plain

    def add(path: str, reply: Reply) -> Reply:
        if path == "/contact/":
            return replace(reply, content=reply.content + b'<a href="/cheap-pills/#now">Pills</a>')
        return replace(reply, status=200, content=b"Pills") if path == "/cheap-pills/" else reply

    found = visit(folder, manifest, add)

    assert kinds(found) == ["added", "changed"]
    assert [each.address.rpartition("1")[2][-13:] for each in found if each.kind == "added"] == ["/cheap-pills/"]


def test_a_link_with_letters_outside_ascii_is_followed_and_known_pages_are_known_however_written(
    plain: tuple[Path, Manifest],
) -> None:
    folder, manifest = plain

    def add(path: str, reply: Reply) -> Reply:
        if path == "/contact/":
            more = '<a href="/píldoras baratas/">Pills</a> <a href="/%61bout/">About</a>'
            return replace(reply, content=reply.content + more.encode())
        is_strange = path in ("/p%C3%ADldoras%20baratas/", "/%61bout/")
        return replace(reply, status=200, content=b"Pills") if is_strange else reply

    found = visit(folder, manifest, add)

    added = [each.address.split("/", 3)[3] for each in found if each.kind == "added"]
    assert added == ["p%C3%ADldoras%20baratas/"]


def test_a_page_that_nobody_published_is_found_by_the_sitemap(plain: tuple[Path, Manifest]) -> None:
    folder, manifest = plain

    def add(path: str, reply: Reply) -> Reply:
        if path == "/sitemap.xml":
            more = b"<url><loc>https://small.example/cheap-pills/</loc></url></urlset>"
            return replace(reply, content=reply.content.replace(b"</urlset>", more))
        return replace(reply, status=200, content=b"Pills") if path == "/cheap-pills/" else reply

    found = visit(folder, manifest, add)

    assert kinds(found) == ["added", "changed"]


def test_a_notice_and_a_page_that_should_be_over_are_found_by_the_day(plain: tuple[Path, Manifest]) -> None:
    folder, manifest = plain
    endings = (Ending("2026-11-22", "alert"), Ending("2026-11-22", "page", "/contact/"))
    manifest = replace(manifest, site=replace(manifest.site, endings=endings, until="2026-11-23"))

    today, later = visit(folder, manifest, day=date(2026, 11, 22)), visit(folder, manifest, day=date(2026, 11, 23))

    assert kinds(today) == []
    assert kinds(later) == ["alert-over", "expired", "stale"]


def test_a_site_whose_notice_is_over_says_so_when_the_old_one_is_live(tmp_path: Path) -> None:
    alert = (
        "---\nkind: alert\ntitle: Closed\nsummary: Snow.\nstarts: 2026-11-01\nexpires: {}\nowner: Desk\n---\n\nSnow.\n"
    )
    root = tmp_path / "site"
    lay_minimal(root)
    manifests = []
    for name, expires in (("old", "2026-11-30"), ("new", "2026-11-20")):
        write_files(root, {"content/en/snow.md": alert.format(expires)})
        assert build_folder(root).code == 0
        shutil.copytree(root / "public", tmp_path / name)
        manifests.append(read_manifest(Options(root, root / "public", TODAY)))

    with serve(LiveHost(tmp_path / "old", manifests[0], healthy)) as host:
        found = verify_site(f"{host}/", manifests[1], TODAY, SECONDS)

    assert {"alert-over", "stale"} <= {*kinds(found)}
    assert manifests[0].site.endings == (Ending("2026-11-30", "alert"),)


def test_a_page_that_has_ended_is_looked_for(plain: tuple[Path, Manifest]) -> None:
    folder, manifest = plain
    manifest = replace(manifest, site=replace(manifest.site, over=("/flu-shots/",)))

    found = visit(folder, manifest, on("/flu-shots/", status=200, content=b"Flu shots"))

    assert kinds(found) == ["expired"]


def test_a_host_that_leaves_out_html_in_addresses_serves_the_file_all_the_same(tmp_path: Path) -> None:
    write_files(tmp_path / "site", {"static/root/proof.html": "<p>ours</p>"})
    folder, manifest = make(tmp_path, minimal_config(more="host: cloudflare-pages\n"))
    whole = LiveHost(folder, manifest, healthy)

    def without_html(path: str, reply: Reply) -> Reply:
        if path.endswith(".html"):
            return Reply(308, {"Location": path.removesuffix(".html")})
        return whole.reply("/proof.html") if path == "/proof" else reply

    assert "proof.html" in manifest.files
    assert visit(folder, manifest, without_html) == []
    assert [each.address.rpartition("/")[2] for each in visit(folder, manifest, on("/proof", status=404))] == ["proof"]


def test_other_hosts_are_never_asked(plain: tuple[Path, Manifest]) -> None:
    folder, manifest = plain
    asked: list[str] = []

    with serve(LiveHost(folder, manifest, healthy, asked=(asked.append,))) as other:
        found = visit(folder, manifest, on("/contact/", status=302, headers={"Location": f"{other}/elsewhere/"}))

    assert (kinds(found), asked) == (["redirect"], [])


def test_a_host_that_is_not_there_is_no_finding(plain: tuple[Path, Manifest]) -> None:
    _, manifest = plain

    with pytest.raises(NobodyThereError, match="no web server answers there"):
        verify_site(f"http://127.0.0.1:{free_port()}/", manifest, TODAY, SECONDS)


def test_what_there_was_no_time_for_is_said(tmp_path: Path) -> None:
    folder, manifest = make(tmp_path)
    edit_about(folder.parent, "Never mind.")

    with serve(LiveHost(folder, manifest, healthy)) as host, pytest.raises(NobodyThereError, match="no time left"):
        verify_site(f"{host}/", manifest, TODAY, 0)
