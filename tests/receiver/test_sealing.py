"""What is sealed can be opened by the right keys, and by nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyrage import x25519

from plainleaf.receiver.sealing import (
    DamagedError,
    KeysError,
    SealingError,
    WrongKeyError,
    open_sealed,
    read_recipients,
    seal,
)

CONTENT = "My back hurts since Tuesday. Ärztin?".encode()
# Long enough that none is in random bytes by chance.
WORDS = (b"My back", b"hurts", b"Tuesday", "Ärztin".encode())


def make_pair() -> tuple[str, str]:
    """A new private key, and its public key."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def test_what_was_sealed_is_opened_by_its_key_and_nothing_of_it_can_be_read_before() -> None:
    private, public = make_pair()

    sealed = seal(CONTENT, [public])

    assert open_sealed(sealed, [private]) == CONTENT
    assert not any(word in sealed for word in WORDS)
    assert sealed != seal(CONTENT, [public]), "equal requests must not look equal"


def test_each_of_several_computers_opens_what_was_sealed_for_all() -> None:
    first, second = make_pair(), make_pair()

    sealed = seal(CONTENT, [first[1], second[1]])

    assert open_sealed(sealed, [first[0]]) == open_sealed(sealed, [second[0]]) == CONTENT


def test_an_old_key_beside_a_new_one_still_opens_old_requests() -> None:
    old, new = make_pair(), make_pair()
    before, after = seal(b"before", [old[1]]), seal(b"after", [new[1]])

    opened = [open_sealed(sealed, [new[0], old[0]]) for sealed in (before, after)]

    assert opened == [b"before", b"after"]


@pytest.mark.parametrize("identities", [[], [make_pair()[0]]], ids=("none", "another"))
def test_another_key_is_told_from_damage(identities: list[str]) -> None:
    sealed = seal(CONTENT, [make_pair()[1]])

    with pytest.raises(WrongKeyError):
        open_sealed(sealed, identities)


@pytest.mark.parametrize("at", [0, 30, -20, -1])
def test_one_changed_byte_is_noticed(at: int) -> None:
    private, public = make_pair()
    damaged = bytearray(seal(CONTENT, [public]))
    damaged[at] ^= 1

    with pytest.raises((DamagedError, WrongKeyError)):
        open_sealed(bytes(damaged), [private])


@pytest.mark.parametrize("length", [0, 1, 40, 150, -1])
def test_what_was_cut_off_is_damaged(length: int) -> None:
    private, public = make_pair()

    with pytest.raises(DamagedError):
        open_sealed(seal(CONTENT, [public])[:length], [private])


@pytest.mark.parametrize("key", ["", "age1", "nonsense", "ssh-ed25519 AAAA"])
def test_nothing_is_sealed_for_what_is_no_public_key(key: str) -> None:
    with pytest.raises(KeysError):
        seal(CONTENT, [key])


def test_nothing_is_sealed_for_nobody() -> None:
    with pytest.raises(KeysError):
        seal(CONTENT, [])


def test_a_private_key_with_a_slip_is_no_key() -> None:
    private, public = make_pair()
    slip = private[:-1] + ("Q" if private[-1] != "Q" else "P")

    with pytest.raises(KeysError):
        open_sealed(seal(CONTENT, [public]), [slip])


def test_no_error_repeats_a_private_key_or_what_was_sealed() -> None:
    private = make_pair()[0]
    with pytest.raises(SealingError) as refused:
        seal(CONTENT, [private])

    with pytest.raises(SealingError) as misread:
        open_sealed(CONTENT, [private])

    assert private not in str(refused.value)
    assert "Tuesday" not in str(misread.value) + private


def test_a_file_of_public_keys_has_notes_and_empty_lines(tmp_path: Path) -> None:
    keys = [make_pair()[1], make_pair()[1]]
    file = tmp_path / "recipients.txt"
    file.write_text(f"# front desk\r\n{keys[0]}\r\n\r\n  {keys[1]}  \r\n{keys[0]}\r\n", encoding="utf-8")

    assert read_recipients(file) == tuple(keys)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no public key"),
        ("# only a note\n", "no public key"),
        ("# a note\nage1nonsense\n", "line 2"),
        (f"{make_pair()[0]}\n", "private key"),
        (make_pair()[0].lower(), "private key"),
    ],
    ids=("empty", "a note", "nonsense", "private", "private in small letters"),
)
def test_a_file_without_usable_keys_says_what_is_wrong(text: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "recipients.txt"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(KeysError, match=says) as refused:
        read_recipients(file)

    assert "recipients.txt" in str(refused.value)


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")

    for file in (tmp_path / "missing", tmp_path, binary):
        with pytest.raises(KeysError, match="cannot be read"):
            read_recipients(file)
