"""`verify` and encryption: plain http, the promise to browsers, and the days of a certificate."""

from __future__ import annotations

import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from plainleaf.hosting import Finding, Manifest, verify_site
from tests.hosting.live_host import Damage, LiveHost, serve
from tests.hosting.visits import SECONDS, TODAY, healthy, kinds, make, with_header
from tests.real_servers import find_program

PROMISE = "Strict-Transport-Security"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    """A built site."""
    return make(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this computer with its key, in one file. It ends after thirty days."""
    folder = tmp_path_factory.mktemp("certificate")
    key, file = folder / "key.pem", folder / "certificate.pem"
    command = [find_program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
               "-days", "30", "-addext", "subjectAltName=IP:127.0.0.1",
               "-keyout", str(key), "-out", str(file)]  # fmt: skip
    subprocess.run(command, check=True, timeout=60, capture_output=True)
    file.write_bytes(file.read_bytes() + key.read_bytes())
    return file


def visit_encrypted(
    folder: Path, manifest: Manifest, certificate: Path, damage: Damage, day: date = TODAY
) -> list[Finding]:
    """What is found at a host that serves a site with https, besides that it serves the same without."""
    with pytest.MonkeyPatch.context() as patch, serve(LiveHost(folder, manifest, damage), certificate) as host:
        patch.setenv("SSL_CERT_FILE", str(certificate))
        found = verify_site(f"{host}/", manifest, day, SECONDS)
    plain = host.replace("https", "http") + "/"
    assert [each.kind for each in found if each.address == plain] == ["insecure"]
    return [each for each in found if each.address != plain]


def test_plain_http_is_no_way_to_serve_a_site(plain: tuple[Path, Manifest]) -> None:
    folder, manifest = plain

    with serve(LiveHost(folder, manifest, healthy)) as host:
        found = verify_site(f"{host.replace('127.0.0.1', 'localhost')}/", manifest, TODAY, SECONDS)

    assert kinds(found) == ["insecure"]


def test_a_site_with_https_must_not_be_readable_without(plain: tuple[Path, Manifest], certificate: Path) -> None:
    assert visit_encrypted(*plain, certificate, healthy) == []


@pytest.mark.parametrize("sent", ["max-age=63072000; includeSubDomains; preload", "", "max-age=0"])
def test_a_server_with_our_settings_promises_browsers_to_stay_encrypted(
    sent: str, plain: tuple[Path, Manifest], certificate: Path
) -> None:
    folder, manifest = plain
    manifest = replace(manifest, site=replace(manifest.site, host="nginx"))

    found = visit_encrypted(folder, manifest, certificate, with_header(PROMISE, sent) if sent else healthy)

    assert kinds(found) == ([] if "63072000" in sent else ["headers"])
    assert all(PROMISE in each.what for each in found)


@pytest.mark.parametrize(("days_left", "is_found"), [(7, False), (3, True)])
def test_a_certificate_that_nobody_renews_is_found_before_browsers_warn(
    days_left: int, is_found: bool, plain: tuple[Path, Manifest], certificate: Path
) -> None:
    day = date.today() + timedelta(30 - days_left)

    found = visit_encrypted(*plain, certificate, healthy, day)

    assert ["certificate ends on" in each.what for each in found if each.kind == "insecure"] == [True] * is_found
