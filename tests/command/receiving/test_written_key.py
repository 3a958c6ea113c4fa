"""A key survives paper and typing, and a slip is found where it is."""

from __future__ import annotations

import random

import pytest

from plainleaf.command.receiving.key_files import make_private_key
from plainleaf.command.receiving.written_key import BEGINS, LENGTH, LETTERS, read_key, write_lines
from plainleaf.receiver.sealing import KeysError

KEY = make_private_key()
LINES = write_lines(KEY)


def test_a_key_is_written_in_lines_of_groups() -> None:
    assert [len(line.split()) for line in LINES] == [4, 4, 4, 3]
    assert {len(group) for line in LINES[:3] for group in line.split()} == {4}


@pytest.mark.parametrize(
    "typed",
    [
        "\n".join(LINES),
        "\n".join(LINES).lower(),
        "".join(LINES).replace(" ", ""),
        f"  {KEY}\r\n",
        f"# made by plainleaf\n# public key: age1xyz\n{KEY}\n",
        "\n".join(LINES).replace(" ", "-"),
        "\n".join(LINES).replace("0", "O").replace("L", "1").replace("8", "B"),
        "\n".join(LINES).replace("L", "I").replace("0", "o"),
    ],
    # The key is another one in every process.
    ids=("lines", "small", "together", "as age has it", "a file", "hyphens", "O and 1 and B", "I and o"),
)
def test_a_key_is_read_however_it_is_typed(typed: str) -> None:
    assert read_key(typed) == KEY


@pytest.mark.parametrize("at", [0, 3, 4, 17, 31, 47, LENGTH - 1])
def test_a_wrong_letter_is_found_where_it_is(at: int) -> None:
    letters = KEY.removeprefix(BEGINS)
    wrong = LETTERS[(LETTERS.index(letters[at]) + 7) % len(LETTERS)]
    start = at - at % 4

    with pytest.raises(KeysError) as found:
        read_key(letters[:at] + wrong + letters[at + 1 :])

    assert str(found.value).startswith(f"Line {at // 16 + 1}, group {at % 16 // 4 + 1}: ")
    assert f"probably {letters[start : start + 4]}" in str(found.value)


def test_two_swapped_letters_are_found() -> None:
    letters = KEY.removeprefix(BEGINS)
    at = next(at for at in range(20, LENGTH - 1) if letters[at] != letters[at + 1])

    with pytest.raises(KeysError, match=f"Line {at // 16 + 1}, group {at % 16 // 4 + 1}"):
        read_key(letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :])


@pytest.mark.parametrize("length", [1, LENGTH - 1, LENGTH + 1, 200])
def test_how_many_letters_are_missing_is_said(length: int) -> None:
    with pytest.raises(KeysError, match=f"you typed {length}"):
        read_key((KEY.removeprefix(BEGINS) * 4)[:length])


def test_a_letter_that_no_key_has_is_named() -> None:
    with pytest.raises(KeysError, match="the character \\?"):
        read_key("?" + "".join(LINES))


def test_many_wrong_letters_are_no_key() -> None:
    chosen = random.Random(7)
    typed = "".join(chosen.choice(LETTERS) for _ in range(LENGTH))

    with pytest.raises(KeysError, match="Compare each group"):
        read_key(typed)
