"""`inbox`: reads the requests of a store on a staff computer, the only place where they can be opened."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from msgspec import Struct

from plainleaf.command.agreement import agrees
from plainleaf.command.receiving.key_files import list_key_files, load_key, warn_of
from plainleaf.command.receiving.keys import NO_KEY, ask_passphrase
from plainleaf.command.receiving.opened import Request, open_requests
from plainleaf.command.receiving.preferences import Preferences, find_preferences, recall_store, remember_store
from plainleaf.command.receiving.private_files import in_words, own_folder, remove_leftovers, show_once, write_private
from plainleaf.command.receiving.relay import relay
from plainleaf.command.receiving.show import describe_request, list_requests, make_page, make_table
from plainleaf.command.receiving.stores import RequestStore, open_any
from plainleaf.command.streams import refuse
from plainleaf.problems.reports import number_of
from plainleaf.receiver.sealing import KeysError
from plainleaf.receiver.store import StoreError, open_store

# Excel takes a file for UTF-8 only with this mark.
TABLE_ENCODING = "utf-8-sig"


class InboxArguments(Struct, frozen=True, kw_only=True):
    """The arguments of `inbox`."""

    action: str
    numbers: tuple[int, ...]
    store: str
    takes_all: bool
    out: Path | None
    folder: Path | None
    days: int | None
    is_agreed: bool
    opens_browser: bool
    root: Path | None


class Inbox(Struct, frozen=True):
    """An open store, what was asked, and what the site says of it."""

    store: RequestStore
    chosen: InboxArguments
    preferences: Preferences

    @property
    def zone(self) -> tzinfo | None:
        """The time zone of the clinic; None for that of the computer."""
        return self.preferences.zone


def use_inbox(chosen: InboxArguments) -> int:
    """Do what was asked. Returns the exit code: 0, 1 if a request cannot be opened or the store fails, 2 if refused."""
    if refused := _refuse(chosen):
        return refuse(refused)
    try:
        if chosen.action == "relay":
            return _relay(chosen)
        remove_leftovers()
        address = chosen.store or recall_store(own_folder())
        if not address:
            return refuse("where are the requests? Say it once: plainleaf inbox --store ssh://USER@HOST/PATH")
        store = open_any(address)
        try:
            code = ACTIONS[chosen.action](Inbox(store, chosen, find_preferences(chosen.root)))
        finally:
            store.close()
        if chosen.store:
            remember_store(own_folder(), address)
        return code
    except ValueError as error:  # what is no address, and KeysError
        return refuse(str(error), 1 if isinstance(error, KeysError) else 2)
    except StoreError as error:
        return refuse(f"the requests cannot be reached: {error}", 1)
    except (OSError, RuntimeError) as error:
        return refuse(in_words(error), 1)


def _refuse(chosen: InboxArguments) -> str:
    """Why what was asked cannot be done, whatever is in the store."""
    if chosen.action in ("answered", "delete") and not chosen.numbers:
        return f"say which requests, for example: plainleaf inbox {chosen.action} 12"
    if chosen.action == "export" and chosen.out is None:
        return "name the file: plainleaf inbox export --out requests.csv"
    if chosen.action == "print" and not sys.stdin.isatty():
        return (
            "print needs a terminal, because it waits until you are done. 'plainleaf inbox open' shows requests here."
        )
    return ""


def _relay(chosen: InboxArguments) -> int:
    if not chosen.store:
        return refuse("say which store: plainleaf inbox relay --store PATH")
    if not chosen.store.startswith("postgres") and not Path(chosen.store).is_file():
        return refuse(f"there is no file {chosen.store}", 1)
    store = open_store(chosen.store)
    try:
        relay(store, sys.stdin.buffer, sys.stdout.buffer)
    finally:
        store.close()
    return 0


def _list(inbox: Inbox) -> int:
    requests = _read(inbox)
    if not requests:
        print(
            "There is no request." if inbox.chosen.takes_all else "There is no new request. (--all: also the answered)"
        )
        return 0
    print(list_requests(requests, inbox.zone))
    return _judge(requests)


def _open(inbox: Inbox) -> int:
    requests = _read(inbox)
    if requests or not inbox.chosen.numbers:
        print("\n\n".join(describe_request(request, inbox.zone) for request in requests) or "There is no new request.")
    return _judge(requests, inbox.chosen.numbers)


def _print(inbox: Inbox) -> int:
    requests = _read(inbox)
    if requests:
        page = make_page(requests, inbox.zone)
        show_once(page, "requests.html", folder=inbox.chosen.folder, opens_browser=inbox.chosen.opens_browser)
    return _judge(requests, inbox.chosen.numbers)


def _mark_answered(inbox: Inbox) -> int:
    found = _numbers_in(inbox)
    for number in found:
        inbox.store.mark_answered(number, datetime.now(UTC))
    print(f"Marked as answered: {', '.join(map(str, found)) or 'none'}")
    return _report_missing(inbox.chosen.numbers, found)


def _export(inbox: Inbox) -> int:
    requests, out = _read(inbox), inbox.chosen.out
    assert out is not None
    try:
        write_private(out, make_table(requests, inbox.zone).encode(TABLE_ENCODING))
    except FileExistsError:
        return refuse(f"{out} exists; name another file.")
    opened = sum(request.content is not None for request in requests)
    print(f"{out} has {number_of(opened, 'request')}. Whoever gets that file can read it: delete it when you are done.")
    return _judge(requests, inbox.chosen.numbers)


def _delete(inbox: Inbox) -> int:
    found = _numbers_in(inbox)
    names = ", ".join(map(str, found))
    if found and not (inbox.chosen.is_agreed or agrees(f"Delete {names} for good?")):
        return refuse("nothing was deleted.", 1)
    if found:
        inbox.store.delete(found)
    print(f"Deleted: {names or 'none'}")
    return _report_missing(inbox.chosen.numbers, found)


def _delete_old(inbox: Inbox) -> int:
    days = inbox.chosen.days or inbox.preferences.days
    if days is None:
        return refuse(
            "how old is old? Name the site's folder, whose policies say it (--root DIR), or the days: --days 90"
        )
    before = datetime.now(UTC) - timedelta(days=days)
    old = [kept for kept in inbox.store.read() if kept.received < before]
    unanswered = sum(kept.answered is None for kept in old)
    if not old:
        print(f"No request is older than {number_of(days, 'day')}.")
        return 0
    age = f"older than {number_of(days, 'day')}"
    question = f"Delete {number_of(len(old), 'request')} {age}, {unanswered} of them not answered?"
    if not (inbox.chosen.is_agreed or agrees(question)):
        return refuse("nothing was deleted.", 1)
    print(f"Deleted: {number_of(inbox.store.delete_before(before), 'request')} {age}.")
    return 0


def _read(inbox: Inbox) -> list[Request]:
    """The requests that were asked for, opened where that is possible."""
    wanted, takes_all = set(inbox.chosen.numbers), inbox.chosen.takes_all
    kept = [
        each for each in inbox.store.read() if (each.id in wanted if wanted else takes_all or each.answered is None)
    ]
    return list(open_requests(kept, _load_keys() if kept else ()))


def _load_keys() -> tuple[str, ...]:
    """All private keys of this computer that can be used. What is wrong with the others is said on the way."""
    keys = []
    files = list_key_files(own_folder())
    if not files:
        print(f"plainleaf: {NO_KEY}", file=sys.stderr)
    for file in files:
        try:
            if warning := warn_of(file):
                print(f"plainleaf: {warning}", file=sys.stderr)
            keys.append(load_key(file, ask_passphrase))
        except KeysError as error:
            print(f"plainleaf: {error}", file=sys.stderr)
    return tuple(keys)


def _numbers_in(inbox: Inbox) -> list[int]:
    """Those of the numbers that were asked for which the store has."""
    wanted = set(inbox.chosen.numbers)
    return [kept.id for kept in inbox.store.read() if kept.id in wanted]


def _judge(requests: Sequence[Request], wanted: Sequence[int] = ()) -> int:
    closed = [request.number for request in requests if request.content is None]
    if closed:
        how_many = f"{len(closed)} of {number_of(len(requests), 'request')}"
        print(f"plainleaf: {how_many} could not be opened.", file=sys.stderr)
    return _report_missing(wanted, [request.number for request in requests]) or (1 if closed else 0)


def _report_missing(wanted: Sequence[int], found: Sequence[int]) -> int:
    missing = sorted(set(wanted) - set(found))
    if missing:
        print(f"plainleaf: there is no request {', '.join(map(str, missing))}.", file=sys.stderr)
    return 1 if missing else 0


ACTIONS: Mapping[str, Callable[[Inbox], int]] = {
    "list": _list,
    "open": _open,
    "print": _print,
    "answered": _mark_answered,
    "export": _export,
    "delete": _delete,
    "delete-old": _delete_old,
}
