"""`keys`: makes the key of a staff computer, and brings it back from its recovery sheet."""

from __future__ import annotations

import getpass
import platform
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from plainleaf.command.agreement import agrees, ask
from plainleaf.command.receiving.key_files import (
    NAME,
    KeyFile,
    forget_key,
    list_key_files,
    load_key,
    make_private_key,
    public_of,
    save_key,
    warn_of,
)
from plainleaf.command.receiving.private_files import in_words, own_folder, remove_leftovers, show_once, write_private
from plainleaf.command.receiving.recovery_sheet import make_sheet
from plainleaf.command.receiving.written_key import LENGTH, read_key, read_letters
from plainleaf.command.streams import refuse
from plainleaf.receiver.sealing import KeysError

SHORTEST_PASSPHRASE = 10
TRIES = 3
NO_SHEET = """
No recovery sheet was made, so the key is on this computer alone. If the computer is lost or breaks, nobody can open
the requests any more: neither whoever looks after the server, nor plainleaf. Print a sheet before the first request
comes:

  plainleaf keys sheet --name {name}"""
NO_TERMINAL = "this needs a terminal, on which you can type"


class KeysArguments(Struct, frozen=True):
    """The arguments of `keys`. `sheet` is the file for the recovery sheet; None shows it once."""

    action: str
    name: str
    has_passphrase: bool
    recipients: Path
    sheet: Path | None
    makes_sheet: bool
    opens_browser: bool


def use_keys(chosen: KeysArguments) -> int:
    """Do what was asked. Returns the exit code: 0, 1 if something could not be written or read, 2 if refused."""
    if chosen.name and not NAME.fullmatch(chosen.name):
        return refuse(
            f"'{chosen.name}' is no name for a key: use small letters, digits and hyphens, such as front-desk."
        )
    try:
        remove_leftovers()
        folder = own_folder()
        keys = list_key_files(folder)
        match chosen.action or ("list" if keys else "new"):
            case "new":
                return _make_new(chosen, folder)
            case "restore":
                return _restore(chosen, folder, keys)
            case "sheet":
                return _make_sheet_again(chosen, keys)
        return _list(keys)
    except KeysError as error:
        return refuse(str(error), 1)
    except (OSError, RuntimeError) as error:
        return refuse(in_words(error), 1)


def ask_passphrase(question: str) -> str:
    """What somebody types without showing it; "" if nobody is there."""
    if not sys.stdin.isatty():
        return ""
    try:
        return getpass.getpass(question)
    except EOFError:
        return ""


def _make_new(chosen: KeysArguments, folder: Path) -> int:
    if refused := _refuse_sheet(chosen):
        return refuse(refused)
    passphrase = _choose_passphrase() if chosen.has_passphrase else ""
    if passphrase is None:
        return refuse("no key was made.")
    private = make_private_key()
    key = save_key(folder, chosen.name or _computer_name(), private, passphrase)
    print(f"The key '{key.name}' was made. It is in {key.path}, and never leaves this computer by itself.\n")
    is_told = _tell_public(key, chosen.recipients)
    return _give_sheet(chosen, key, private) or (0 if is_told else 1)


def _refuse_sheet(chosen: KeysArguments) -> str:
    """Why the recovery sheet could not be given, before anything is made."""
    if not chosen.makes_sheet:
        return ""
    if chosen.sheet is not None:
        return f"{chosen.sheet} exists; name another file." if chosen.sheet.exists() else ""
    if not sys.stdin.isatty():
        return f"{NO_TERMINAL}. Without one, name a file for the recovery sheet: --sheet FILE"
    return ""


def _choose_passphrase() -> str | None:
    """A new passphrase, typed twice; None if nobody is there or they differ."""
    if not sys.stdin.isatty():
        print(f"plainleaf: {NO_TERMINAL}.", file=sys.stderr)
        return None
    print("A passphrase of four words or more is good. You will type it each time that you read requests.")
    first = ask_passphrase("Passphrase: ")
    if len(first) < SHORTEST_PASSPHRASE:
        print(f"plainleaf: a passphrase needs {SHORTEST_PASSPHRASE} characters at least.", file=sys.stderr)
        return None
    if ask_passphrase("The same again: ") != first:
        print("plainleaf: the two are not the same.", file=sys.stderr)
        return None
    return first


def _computer_name() -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", platform.node().partition(".")[0].lower()).strip("-")
    return plain[:40].strip("-") or "key"


def _tell_public(key: KeyFile, recipients: Path) -> bool:
    """Print the public key, and add it to the file for the server. False if that file could not be written."""
    print(f"Its public key, which is no secret:\n\n  {key.public}\n")
    try:
        before = recipients.read_text(encoding="utf-8") if recipients.exists() else ""
        if key.public not in before.split():
            break_ = "" if before.endswith("\n") or not before else "\n"
            with recipients.open("a", encoding="utf-8") as file:
                file.write(f"{break_}# {key.name}, {date.today():%Y-%m-%d}\n{key.public}\n")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        print(f"plainleaf: {recipients} could not be written: {why}. Copy the public key from above.", file=sys.stderr)
        return False
    print(f"It is in {recipients}. Give that file to whoever looks after the server.")
    return True


def _give_sheet(chosen: KeysArguments, key: KeyFile, private: str) -> int:
    if not chosen.makes_sheet:
        print(NO_SHEET.format(name=key.name))
        return 0
    sheet = make_sheet(private, key.public, key.name, date.today())
    print("\nThe recovery sheet: without it, nobody can open the requests once this computer is lost.")
    if chosen.sheet is not None:
        write_private(chosen.sheet, sheet.encode())
        print(f"It is in {chosen.sheet}. Print it, put it into the safe, and delete the file.")
        return 0
    show_once(sheet, "recovery-sheet.html", folder=None, opens_browser=chosen.opens_browser)
    return 0


def _make_sheet_again(chosen: KeysArguments, keys: Sequence[KeyFile]) -> int:
    if not chosen.makes_sheet:
        return refuse("'keys sheet' makes a recovery sheet, and --without-sheet none. Leave one of them out.")
    found = [key for key in keys if chosen.name in ("", key.name)]
    if not found:
        return refuse(f"this computer has no key '{chosen.name}'." if chosen.name else NO_KEY, 1)
    if len(found) > 1:
        names = " or ".join(f"--name {key.name}" for key in found)
        return refuse(f"this computer has several keys. Say which: {names}")
    if refused := _refuse_sheet(chosen):
        return refuse(refused)
    return _give_sheet(chosen, found[0], load_key(found[0], ask_passphrase))


NO_KEY = (
    "this computer has no key. Bring it back from its recovery sheet with 'plainleaf keys restore'. A new one, from "
    "'plainleaf keys new', opens no request that has come before."
)


def _restore(chosen: KeysArguments, folder: Path, keys: Sequence[KeyFile]) -> int:
    private = _type_key()
    if private is None:
        return refuse("no key was brought back.", 1)
    public = public_of(private)
    known = next((key for key in keys if key.public == public), None)
    if known is not None:
        print(f"That is right: it is the key '{known.name}', which this computer has.")
        if not chosen.has_passphrase and not (known.is_locked and agrees("Is its passphrase forgotten?")):
            return 0
    needs_passphrase = chosen.has_passphrase or known is not None
    passphrase = _choose_passphrase() if needs_passphrase else ""
    if passphrase is None:
        return refuse("nothing was changed.")
    key = save_key(folder, chosen.name or _computer_name(), private, passphrase)
    if known is not None:
        forget_key(known)
    print(f"The key is kept as '{key.name}' in {key.path}.")
    print(f"Its public key ends with {public[-8:]}, as on the sheet. Read requests with: plainleaf inbox")
    return 0


def _type_key() -> str | None:
    """The key that somebody types from a recovery sheet; None after three that are wrong, or if nothing is typed."""
    print("Type the lines of the key from the recovery sheet, or scan its code. Then press Enter on an empty line.")
    for _ in range(TRIES if sys.stdin.isatty() else 1):
        lines: list[str] = []
        while len(read_letters("\n".join(lines))) < LENGTH and (line := ask("> ")):
            lines.append(line)
        if not lines:
            return None
        try:
            return read_key("\n".join(lines))
        except KeysError as error:
            print(f"plainleaf: {error}", file=sys.stderr)
    return None


def _list(keys: Sequence[KeyFile]) -> int:
    if not keys:
        return refuse(NO_KEY, 1)
    for key in keys:
        print(f"{key.name}{' (with a passphrase)' if key.is_locked else ''}\n  {key.public or 'public key unknown'}")
        if warning := warn_of(key):
            print(f"plainleaf: {warning}", file=sys.stderr)
    print(
        "\n'plainleaf keys sheet' prints a recovery sheet, 'plainleaf keys new' makes another key, 'plainleaf keys "
        "restore' brings one back."
    )
    return 0
