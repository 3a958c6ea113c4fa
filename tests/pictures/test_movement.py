"""How long a picture moves by itself, and that one that stops soon enough is no problem."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from plainleaf.pictures import clean_picture

FORMATS = {".gif": "GIF", ".png": "PNG", ".webp": "WEBP", ".avif": "AVIF"}


def animate(suffix: str, frames: int, milliseconds: int, **how: Any) -> bytes:
    """A picture with so many frames, each shown for so long."""
    images = [Image.new("RGB", (16, 16), (40 * number, 0, 200 - 40 * number)) for number in range(frames)]
    written = io.BytesIO()
    images[0].save(written, FORMATS[suffix], save_all=True, append_images=images[1:], duration=milliseconds, **how)
    return written.getvalue()


def fault_of(suffix: str, content: bytes) -> str:
    """The rule and the fact of the only fault of a picture, "" if it has none."""
    return " ".join(f"{each.rule}: {each.message}" for each in clean_picture(content, suffix).faults)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_picture_that_moves_without_end_is_a_problem(suffix: str) -> None:
    assert "moving-picture: this picture moves without end" in fault_of(suffix, animate(suffix, 3, 100, loop=0))


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_still_picture_is_none(suffix: str) -> None:
    written = io.BytesIO()
    Image.new("RGB", (16, 16)).save(written, FORMATS[suffix])

    assert fault_of(suffix, written.getvalue()) == ""


@pytest.mark.parametrize(
    ("suffix", "how", "seconds"),
    [
        (".gif", {}, ""),  # once
        (".gif", {"loop": 1}, ""),  # shown once, then once more
        (".gif", {"loop": 2}, "6"),
        (".png", {"loop": 1}, ""),
        (".png", {"loop": 3}, "6"),
        (".webp", {"loop": 2}, ""),
        (".webp", {"loop": 3}, "6"),
    ],
)
def test_a_picture_may_move_for_five_seconds(suffix: str, how: dict[str, int], seconds: str) -> None:
    fault = fault_of(suffix, animate(suffix, 2, 1000, **how))

    assert (f"moves for {seconds} seconds" in fault) if seconds else fault == ""


def test_frames_that_claim_next_to_no_time_are_shown_for_a_tenth_of_a_second() -> None:
    assert fault_of(".gif", animate(".gif", 5, 10, loop=8)) == ""
    assert "moves for 6 seconds" in fault_of(".gif", animate(".gif", 5, 10, loop=11))
