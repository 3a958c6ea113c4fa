"""Files of the last site that are reused in the next: exactly these files, or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from plainleaf.content.last_build import Baseline
from plainleaf.model.jobs import FileOnDisk, Findings, Output
from plainleaf.options import Options, Result
from plainleaf.problems import Report
from plainleaf.publish import open_staging_folder, publish
from plainleaf.state.output_files import identity_of, stat_of
from plainleaf.state.state import open_state
from tests.publish.test_exchange import NO_WORK
from tests.site_tools import BuildSite, MakeSite, bytes_below, edit_about, rules


def publish_robots(root: Path, report: Report, meanwhile: Callable[[], object] = lambda: None) -> Result | None:
    """Publish a site of one reused file, after something has happened meanwhile."""
    out = root / "public"
    reused = FileOnDisk(str(out / "robots.txt"), stat_of(out / "robots.txt"), "")
    outputs = {"robots.txt": Output("robots.txt", "", reused, Findings())}
    options = Options(root, out, date(2026, 11, 21))
    work, state = replace(NO_WORK, baseline=Baseline(identity=identity_of(out))), open_state(options)
    meanwhile()
    with open_staging_folder(work, options, state, report) as opened:
        assert opened is not None
        return publish(opened, outputs, work, state, report)


def test_a_file_of_the_old_site_stands_in_the_new_one(
    make_site: MakeSite, build_site: BuildSite, report: Report
) -> None:
    root = make_site()
    old = bytes_below(build_site(root).out)

    assert publish_robots(root, report) is not None
    assert bytes_below(root / "public") == {"robots.txt": old["robots.txt"]}


def test_nothing_is_kept_of_a_site_that_another_build_has_replaced(
    make_site: MakeSite, build_site: BuildSite, report: Report
) -> None:
    root = make_site()
    build_site(root)
    edit_about(root, "Another build.")

    assert publish_robots(root, report, meanwhile=lambda: build_site(root)) is None
    assert rules(report) == ["locked"]
    assert "Another build." in (root / "public" / "about" / "index.html").read_text(encoding="utf-8")


def test_the_inode_alone_does_not_say_that_a_file_is_the_same(
    make_site: MakeSite, build_site: BuildSite, report: Report
) -> None:
    root = make_site()
    out = build_site(root).out
    text, found = (out / "robots.txt").read_bytes(), (out / "robots.txt").stat()
    reused = FileOnDisk(str(out / "robots.txt"), stat_of(out / "robots.txt"), "")
    outputs = {"robots.txt": Output("robots.txt", "", reused, Findings())}
    options, work = (
        Options(root, out, date(2026, 11, 21)),
        replace(NO_WORK, baseline=Baseline(identity=identity_of(out))),
    )
    state = open_state(options)

    with open_staging_folder(work, options, state, report) as opened:
        assert opened is not None
        assert opened.path is not None
        (opened.path / "robots.txt").write_text("Nobody.")
        alike = replace(opened, has={"robots.txt": (found.st_size + 1, found.st_mtime_ns, found.st_ino)})
        assert publish(alike, outputs, work, state, report) is not None

    assert (out / "robots.txt").read_bytes() == text


def test_a_file_that_was_replaced_meanwhile_is_not_kept(
    make_site: MakeSite, build_site: BuildSite, report: Report
) -> None:
    root = make_site()
    build_site(root)
    file = root / "public" / "robots.txt"

    assert publish_robots(root, report, meanwhile=lambda: file.write_text("Nobody.")) is None
    assert rules(report) == ["locked"]
    assert file.read_text(encoding="utf-8") == "Nobody."
