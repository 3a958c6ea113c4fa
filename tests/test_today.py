"""Today: without --as-of, a site is built for the day at the clinic, whatever the clock of the machine says."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from plainleaf.input.addresses.time_zones import today_in
from plainleaf.input.shipped import find_shipped
from plainleaf.options import Options
from plainleaf.preview.serve import Preview
from plainleaf.problems import Report
from plainleaf.state.snapshot import take_snapshot
from plainleaf.state.state import MemoryState, open_state
from plainleaf.state.unchanged import find_unchanged
from tests.examples import few
from tests.site_tools import (
    MakeSite,
    about_page,
    build_by,
    build_function,
    minimal_config,
    run_plainleaf,
    run_process,
    write_files,
)

# Whatever the time, it is at least a day later in the first of two than in the second, and in one pair neither is about
# to have midnight: they are 25, 24 and 24 hours apart, and none has summer time.
KIRITIMATI, APIA, HONOLULU, PAGO_PAGO = "Pacific/Kiritimati", "Pacific/Apia", "Pacific/Honolulu", "Pacific/Pago_Pago"
PAIRS = ((KIRITIMATI, PAGO_PAGO), (APIA, PAGO_PAGO), (KIRITIMATI, HONOLULU))
LAST_HOUR = 23


@pytest.fixture
def zones() -> tuple[str, str]:
    """Two time zones in which the day does not change during a test. It is at least a day later in the first."""
    return next(pair for pair in PAIRS if all(datetime.now(ZoneInfo(zone)).hour < LAST_HOUR for zone in pair))


@pytest.fixture
def east(zones: tuple[str, str]) -> str:
    """The first of two time zones."""
    return zones[0]


@pytest.fixture
def west(zones: tuple[str, str]) -> str:
    """The second of two time zones."""
    return zones[1]


def in_zone(zone: str) -> str:
    """The settings of a clinic in a time zone."""
    return minimal_config(more=f"timezone: {zone}\n")


def build_today(root: Path) -> list[str]:
    """Build without a day; the rules that were broken."""
    return run_plainleaf("build", "--root", root, "--format", "json").rules


@pytest.mark.parametrize("is_there", [False, True])
@pytest.mark.parametrize("clock", few([PAGO_PAGO, KIRITIMATI, "UTC"]))
def test_a_page_stays_until_midnight_at_the_clinic(
    clock: str, is_there: bool, east: str, west: str, make_site: MakeSite
) -> None:
    news = about_page("Text.", f"expires: {today_in(west).isoformat()}\n")
    root = make_site(files={"config.yaml": in_zone(west if is_there else east), "content/en/news.md": news})

    done = run_process("build", "--root", root, env={**os.environ, "TZ": clock})

    assert done.returncode == 0, done.stdout
    assert (root / "public/news/index.html").exists() is is_there


def test_a_move_of_the_clinic_is_a_new_day(east: str, west: str, make_site: MakeSite) -> None:
    news = about_page("Text.", f"publish: {today_in(east).isoformat()}\n")
    root = make_site(files={"config.yaml": in_zone(west), "content/en/news.md": news})
    assert build_today(root) == []
    assert not (root / "public/news").exists()

    write_files(root, {"config.yaml": in_zone(east)})
    build_today(root)

    assert (root / "public/news").exists()


def test_a_build_that_would_change_nothing_notices_that_a_day_has_passed(east: str, make_site: MakeSite) -> None:
    root = make_site(files={"config.yaml": in_zone(east)})
    options = Options(root, root / "public", None)
    build_by(options)
    state = open_state(options)
    record = state.load_record()
    assert record is not None
    assert (record.zone, record.day) == (east, today_in(east).isoformat())
    yesterday = replace(record, day=(today_in(east) - timedelta(days=1)).isoformat())
    # As if all files had been there for long.
    snapshot = replace(record.snapshot, inputs={}, generator={})

    same, later = (
        find_unchanged(replace(each, snapshot=snapshot), snapshot, state, options, Report())
        for each in (record, yesterday)
    )

    assert same is not None
    assert later is None


def test_a_named_day_is_not_today(east: str, make_site: MakeSite) -> None:
    root = make_site(files={"config.yaml": in_zone(east)})
    today = Options(root, root / "public", today_in(east))

    one, other = (take_snapshot(each, find_shipped()) for each in (today, replace(today, as_of=None)))

    assert one.asked != other.asked


def test_a_preview_is_rebuilt_when_a_day_has_passed(east: str, make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site(files={"config.yaml": in_zone(east)})
    options = Options(root, tmp_path / "out", None, address="http://127.0.0.1:8000/")
    preview = Preview(options, build_function(), MemoryState())

    preview.rebuild()

    assert preview.day == preview.today == today_in(east)


def test_without_a_time_zone_a_day_is_one_of_utc(make_site: MakeSite) -> None:
    root, before = make_site(), today_in("UTC").isoformat()

    assert build_today(root) == ["no-timezone"]
    assert build_today(root) == ["no-timezone"]
    record = open_state(Options(root, root / "public", None)).load_record()
    assert record is not None
    # Midnight may pass meanwhile.
    assert record.day in (before, today_in("UTC").isoformat())
