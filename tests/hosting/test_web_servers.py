"""The settings that `host` prints, in the real servers: `verify` finds nothing wrong with the site that they serve."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest
from msgspec import Struct

from plainleaf.command.hosting.site_facts import read_manifest
from plainleaf.hosting import TABLE, Manifest, make_served_site, verify_site
from plainleaf.options import Options
from tests.hosting.live_host import Reply
from tests.real_servers import find_program, free_port
from tests.shipped_site import DAY
from tests.site_tools import DAY as BUILT_FOR
from tests.site_tools import (
    MakeSite,
    about_page,
    build_folder,
    lay_minimal,
    minimal_config,
    run_plainleaf,
    write_files,
)
from tests.site_variants import SPANISH_TOO

# Real servers take seconds.
pytestmark = pytest.mark.matrix

SECONDS = 120.0
HOME = "---\ntitle: Inicio\nsummary: Hola.\n---\n\nHola.\n"
SERVERS = ("nginx", "apache", "caddy")


class Served(Struct, frozen=True):
    """A site that a real server serves: its address, its folder, its manifest."""

    url: str
    folder: Path
    manifest: Manifest

    def get(self, path: str) -> Reply:
        """What the server answers to a path below the host."""
        with closing(http.client.HTTPConnection(self.url.split("/")[2], timeout=60)) as connection:
            connection.request("GET", path)
            response = connection.getresponse()
            return Reply(response.status, dict(response.getheaders()), response.read())


def without_encryption(settings: str, name: str, port: int) -> str:
    """The settings on a port of this computer, without the certificate that a test cannot have."""
    settings = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", settings, flags=re.DOTALL)
    settings = re.sub(r"<VirtualHost \*:80>.*?</VirtualHost>\n", "", settings, flags=re.DOTALL)
    settings = re.sub(r"^ *(?:ssl_|SSL).*\n", "", settings, flags=re.MULTILINE)
    settings = settings.replace("    listen [::]:443 ssl;\n", "")
    settings = settings.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};").replace("*:443", f"127.0.0.1:{port}")
    return settings.replace(f"{name} {{", f"http://127.0.0.1:{port} {{", 1)


def nginx_command(folder: Path, settings: str, _port: int) -> list[str]:
    """Start nginx with these settings alone."""
    paths = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if Path("/proc/self").owner() == "root" else ""
    begin = f"{user} daemon off; pid {folder}/pid; error_log stderr;\nevents {{}}\n"
    main = f"{begin}http {{\naccess_log off;\n{paths}{settings}}}\n"
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    return [find_program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]


def apache_command(folder: Path, settings: str, port: int) -> list[str]:
    """Start Apache with these settings and the modules that they need."""
    modules = ("mpm_event", "authz_core", "dir", "mime", "headers", "alias", "deflate", "filter")
    loaded = "".join(f"LoadModule {each}_module /usr/lib/apache2/modules/mod_{each}.so\n" for each in modules)
    main = f"Listen 127.0.0.1:{port}\nServerName 127.0.0.1\nPidFile {folder}/pid\nErrorLog /dev/stderr\n{loaded}"
    closed = "<Directory />\nRequire all denied\nOptions None\n</Directory>\n"
    user = "User www-data\nGroup www-data\n" if Path("/proc/self").owner() == "root" else ""
    (folder / "apache.conf").write_text(f"{main}TypesConfig /dev/null\n{user}{closed}{settings}", encoding="utf-8")
    return [find_program("apache2"), "-f", str(folder / "apache.conf"), "-DFOREGROUND"]


def caddy_command(folder: Path, settings: str, _port: int) -> list[str]:
    """Start Caddy with these settings, and without the port of its administration."""
    options = f"{{\n    admin off\n    auto_https off\n    storage file_system {folder}/caddy\n}}\n"
    (folder / "Caddyfile").write_text(options + settings, encoding="utf-8")
    return [find_program("caddy"), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


COMMANDS: dict[str, Callable[[Path, str, int], list[str]]] = {
    "nginx": nginx_command, "apache": apache_command, "caddy": caddy_command,
}  # fmt: skip


@contextmanager
def serve(server: str, out: Path, manifest: Manifest, folder: Path) -> Iterator[Served]:
    """Serve a site by a real server with the settings that `host` prints for it, until the block ends."""
    port, write = free_port(), TABLE[server].settings
    assert write
    # The folder is reached through a link, as it is when the site was published.
    shutil.copytree(out, folder / "www")
    (folder / "current").symlink_to("www")
    facts = make_served_site(manifest, str(folder / "current"))
    settings = without_encryption(write(facts), facts.host, port)
    command = COMMANDS[server](folder, settings, port)
    with (folder / "errors").open("wb") as errors, subprocess.Popen(command, stderr=errors) as process:
        try:
            wait_for(process, port, folder / "errors")
            yield Served(f"http://127.0.0.1:{port}{manifest.prefix}", out, manifest)
        finally:
            process.terminate()


def wait_for(process: subprocess.Popen[bytes], port: int, errors: Path) -> None:
    """Ask until the server answers; it must not end before."""
    while process.poll() is None:
        with (
            closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection,
            suppress(ConnectionError),
        ):
            connection.request("GET", "/")
            connection.getresponse().read()
            return
    pytest.fail(f"the server did not start: {errors.read_text('utf-8', 'replace')}")


@pytest.fixture(scope="module", params=SERVERS)
def served(request: pytest.FixtureRequest, shipped_manifest: tuple[Path, Manifest]) -> Iterator[Served]:
    """The shipped site, in each server."""
    find_program({"apache": "apache2"}.get(request.param, request.param))
    with open_folder() as folder, serve(request.param, *shipped_manifest, folder) as site:
        yield site


@pytest.fixture(scope="module", params=SERVERS)
def in_folder(request: pytest.FixtureRequest) -> Iterator[Served]:
    """A small site in two languages that is published in a folder and has old addresses, in each server."""
    find_program({"apache": "apache2"}.get(request.param, request.param))
    with open_folder() as folder:
        root = folder / "site"
        lay_minimal(root)
        config = minimal_config(("https://small.example/", "https://small.example/patients/"), *SPANISH_TOO)
        old = "aliases: [/old-about/, /viejo/año.html]\n"
        files = {"config.yaml": config, "content/es/index.md": HOME, "content/en/about.md": about_page("Us.", old)}
        write_files(root, files)
        built = build_folder(root)
        assert built.code == 0, built.problems
        manifest = read_manifest(Options(root, root / "public", date.fromisoformat(BUILT_FOR)))
        with serve(request.param, root / "public", manifest, folder) as site:
            yield site


@contextmanager
def open_folder() -> Iterator[Path]:
    """A temporary folder that servers may enter, which run as a user of their own. Those of pytest are closed."""
    with tempfile.TemporaryDirectory(prefix="plainleaf-server-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def test_verify_finds_nothing_wrong_with_the_shipped_site(served: Served) -> None:
    assert verify_site(served.url, served.manifest, date.fromisoformat(DAY), SECONDS) == []


def test_verify_finds_nothing_wrong_with_a_site_in_a_folder(in_folder: Served) -> None:
    assert in_folder.manifest.redirects
    assert verify_site(in_folder.url, in_folder.manifest, date.fromisoformat(BUILT_FOR), SECONDS) == []


def test_a_wrong_address_gets_the_page_of_its_language(served: Served) -> None:
    english, spanish = served.get("/nowhere/"), served.get("/es/nowhere/")

    assert [english.status, spanish.status] == [404, 404]
    assert english.content == (served.folder / "404.html").read_bytes()
    assert spanish.content == (served.folder / "es" / "404.html").read_bytes()
    assert english.headers.get("Content-Type", "").startswith("text/html")


def test_a_wrong_address_of_a_file_is_not_kept_for_a_year(served: Served) -> None:
    missing = served.get("/assets/site.0123456789.css")

    assert missing.status == 404
    assert "immutable" not in missing.headers.get("Cache-Control", "")
    assert missing.headers.get("Content-Type", "").startswith("text/html")


def test_a_folder_without_its_slash_leads_on_at_the_same_host(served: Served) -> None:
    bare = served.get("/about")

    assert bare.status in (301, 302, 308)
    assert bare.headers.get("Location", "").removeprefix(served.url.rstrip("/")) == "/about/"


def test_what_is_for_hosts_is_hidden(served: Served) -> None:
    assert [served.get("/_headers").status, served.get("/_redirects").status] == [404, 404]


def test_old_addresses_lead_on_with_and_without_a_slash(in_folder: Served) -> None:
    replies = [in_folder.get(f"/patients/{old}") for old in ("old-about", "old-about/", "viejo/a%C3%B1o.html")]

    targets = {reply.headers.get("Location", "").removeprefix(in_folder.url.rsplit("/", 2)[0]) for reply in replies}
    assert ([reply.status for reply in replies], targets) == ([301, 301, 301], {"/patients/about/"})


def test_browsers_keep_files_with_a_digest_and_ask_for_pages(served: Served) -> None:
    styles = next(path for path in served.manifest.files if path.endswith(".css"))

    kept, page = served.get(f"/{styles}"), served.get("/about/")

    assert "immutable" in kept.headers.get("Cache-Control", "")
    assert page.headers.get("Cache-Control") == "no-cache"
    assert page.headers.get("Strict-Transport-Security") == "max-age=31536000"


@pytest.mark.parametrize("host", TABLE)
def test_every_host_of_the_table_says_how_and_those_with_servers_print_settings(host: str, make_site: MakeSite) -> None:
    root = make_site()
    build_folder(root)

    run = run_plainleaf("host", host, "--root", root, "--folder", "/srv/www/clinic/current")

    assert (run.code, TABLE[host].title in run.stdout) == (0, True)
    is_told = {"_headers", "Content-Security-Policy", "no headers of your own"}
    assert any(words in run.stdout for words in is_told)


@pytest.mark.parametrize("host", SERVERS)
def test_a_server_gets_the_whole_path_of_a_target_beside_the_site(host: str, make_site: MakeSite) -> None:
    root = make_site()
    write_files(root, {"config.yaml": minimal_config(more="targets:\n  trial: {to: ../trial}\n")})
    build_folder(root)

    run = run_plainleaf("host", host, "--root", root)

    assert (run.code, f"{root.resolve().parent}/trial/current" in run.stdout) == (0, True), run.stdout


def test_a_host_is_asked_for_where_none_is_named(make_site: MakeSite) -> None:
    run = run_plainleaf("host", "--root", make_site())

    assert (run.code, "which host?" in run.stderr) == (2, True)


def test_a_site_that_is_not_built_has_no_settings(make_site: MakeSite) -> None:
    run = run_plainleaf("host", "nginx", "--root", make_site())

    assert (run.code, "plainleaf build" in run.stderr) == (2, True)
