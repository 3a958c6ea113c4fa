"""The recipes for nginx, Caddy and systemd do what the documents say, with the real programs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from ctypes.util import find_library
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.documents import DOCS, examples_in
from tests.form_receiver import LARGEST
from tests.form_site import GOOD, HOST
from tests.receiver.confined import confine, read_limits
from tests.receiver.requirements import find_program, skip
from tests.receiver.running import FROM_PAGE, SECONDS, Clinic, Running, from_, make_clinic, running
from tests.receiver.web_servers import caddy, nginx
from tests.site_tools import run_plainleaf

# Real servers take seconds.
pytestmark = pytest.mark.matrix

SERVERS: dict[str, Callable[[Path], AbstractContextManager[int]]] = {"nginx": nginx, "caddy": caddy}
NOTHING_SENT = "Nothing was sent. Please call us, or try again later."
FORM = "/forms/booking"


class Behind(NamedTuple):
    """A receiver behind a web server, through which `web` sends."""

    clinic: Clinic
    receiver: Running
    web: Running


@pytest.fixture(scope="module", params=SERVERS)
def behind(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, packs: Path) -> Iterator[Behind]:
    """A receiver behind a web server with the recipe of the documents."""
    folder = tmp_path_factory.mktemp(request.param)
    clinic = make_clinic(folder, packs, "most_from_one_address: 20\n")
    settings = folder / "receiver.yaml"
    settings.write_text(settings.read_text().replace("127.0.0.1:0", str(folder / "receiver.sock")))
    run_plainleaf("receive", "--settings", str(settings), "--failure-pages", str(folder / "failure"))
    with SERVERS[request.param](folder) as port, running(clinic) as receiver:
        yield Behind(clinic, receiver, receiver._replace(port=port))


def test_a_good_request_is_stored_and_leads_to_the_page_of_thanks(behind: Behind) -> None:
    reply = behind.web.post(to=FORM)

    assert (reply.status, reply.headers["location"]) == (303, f"{HOST}/thanks/")
    assert reply.headers["cache-control"] == "no-store"
    assert behind.clinic.names() == ["Ada"]


def test_a_bad_request_gets_its_page(behind: Behind) -> None:
    reply = behind.web.post("name=Bo", to=FORM)

    assert reply.status == 422
    assert "Choose a visit" in reply.body
    assert reply.headers["cache-control"] == "no-store"


def test_a_large_request_gets_a_page_that_says_whom_to_call(behind: Behind) -> None:
    reply = behind.web.post(b"name=" + b"x" * LARGEST * 5, to=FORM)

    assert reply.status == 503
    assert NOTHING_SENT in reply.body
    assert reply.headers["cache-control"] == "no-store"


def test_no_other_address_reaches_the_receiver(behind: Behind) -> None:
    assert behind.web.ask("GET", "/failure/forms/booking.html").status == 404
    assert behind.web.ask("GET", "/forms/none").status == 404


def test_nobody_gets_around_the_limit_by_naming_another_address(behind: Behind) -> None:
    forged = [{**FROM_PAGE, "X-Forwarded-For": f"192.0.2.{number}"} for number in range(30)]

    replies = [behind.web.post(from_(f"N{number}"), forged[number], FORM) for number in range(30)]

    assert replies[-1].status == 429
    assert NOTHING_SENT in replies[-1].body


def test_while_there_is_no_receiver_a_page_says_whom_to_call(behind: Behind) -> None:
    behind.receiver.kill()

    reply = behind.web.post(to=FORM)

    assert reply.status == 503
    assert NOTHING_SENT in reply.body
    assert "555-0100" in reply.body
    assert reply.headers["content-type"].startswith("text/html")
    assert reply.headers["cache-control"] == "no-store"


def test_the_web_server_has_written_nothing_of_a_request(behind: Behind) -> None:
    behind.web.post(GOOD.replace("Ada", "Zanzibar") + "&note=" + "otters" * 5000, to=FORM)

    files = [file for file in behind.clinic.folder.rglob("*") if file.is_file()]
    assert len(files) > 5
    assert [file.name for file in files if b"Zanzibar" in file.read_bytes()] == []


def test_behind_nginx_a_phone_that_stalls_gets_a_page_that_says_whom_to_call(tmp_path: Path, packs: Path) -> None:
    clinic = make_clinic(tmp_path, packs, "seconds_to_send: 2\n")
    settings = tmp_path / "receiver.yaml"
    settings.write_text(settings.read_text().replace("127.0.0.1:0", str(tmp_path / "receiver.sock")))
    with nginx(tmp_path) as port, running(clinic), closing(HTTPConnection("127.0.0.1", port, timeout=SECONDS)) as phone:
        phone.request("POST", FORM, GOOD[:20], {**FROM_PAGE, "Content-Length": str(len(GOOD))})
        got = phone.getresponse()
        page = got.read().decode()

    assert got.status == 408
    assert NOTHING_SENT in page
    assert got.headers["Cache-Control"] == "no-store"


def unit() -> str:
    """The unit of the documents."""
    examples = examples_in(DOCS / "how-to/receive-forms.md")
    return next(example.text for example in examples if example.what == "ini")


def test_systemd_understands_the_unit_and_finds_it_well_protected(tmp_path: Path) -> None:
    program = find_program("systemd-analyze")
    plainleaf = Path(sys.executable).with_name("plainleaf")
    file = tmp_path / "plainleaf-receiver.service"
    file.write_text(unit().replace("/opt/plainleaf/bin/plainleaf", str(plainleaf)))

    verified = subprocess.run([program, "verify", file], capture_output=True, text=True, check=False)
    # From 0 for no danger at all to 100; systemd's own words for 20 and less are "safe" and "OK".
    judged = subprocess.run(
        [program, "security", "--offline=yes", "--threshold=20", file], capture_output=True, text=True, check=False
    )

    assert plainleaf.is_file()
    assert [line for line in verified.stderr.splitlines() if "plainleaf" in line] == []
    assert judged.returncode == 0, judged.stdout


def test_the_receiver_works_with_the_calls_that_the_unit_leaves_it(tmp_path: Path, packs: Path) -> None:
    if find_library("seccomp") is None:
        skip("libseccomp is missing")
    limits = read_limits(unit(), str(find_program("systemd-analyze")))
    settings = f"most_from_one_address: 20\nlisten: {tmp_path / 'receiver.sock'}\n"
    clinic = make_clinic(tmp_path, packs)
    file = tmp_path / "receiver.yaml"
    file.write_text(file.read_text().replace("listen: 127.0.0.1:0\n", settings))

    with nginx(tmp_path) as port, running(clinic, lambda: confine(limits)) as receiver:
        status = Path(f"/proc/{receiver.process.pid}/status").read_text()
        replies = [receiver._replace(port=port).post(body, to=FORM) for body in (from_("Ada"), "name=Bo")]
        code = receiver.stop()

    assert "Seccomp_filters:\t2" in status
    assert "NoNewPrivs:\t1" in status
    assert {"execve", "fsync"} <= limits.calls
    assert limits.calls.isdisjoint({"mount", "ptrace", "setuid", "reboot", "bpf", "setrlimit"})
    assert [reply.status for reply in replies] == [303, 422]
    assert clinic.names() == ["Ada"]
    assert code == 0
