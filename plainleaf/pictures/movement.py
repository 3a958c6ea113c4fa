"""Movement: for how long an animated picture moves. Unlike a film, readers cannot stop it.

WCAG 2.2, criterion 2.2.2 (level A): what begins to move by itself, beside other text, ends within five seconds or can
be stopped by the reader.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

from plainleaf.pictures.faults import PictureFault
from plainleaf.problems import WARNING

LONGEST = 5.0  # seconds
# Browsers show a frame with a duration of less than 0.02 seconds for 0.1 seconds.
SHORTEST, INSTEAD = 0.02, 0.1
CONTROL = b"\x21\xf9\x04"  # of a frame of a GIF
REPEATS = (b"NETSCAPE2.0\x03\x01", b"ANIMEXTS1.0\x03\x01")
FIX = (
    "Make it a film and place it with '::: video', which starts when the reader wants it to. Or save it so that it "
    "plays once and ends within 5 seconds."
)


def find_movement_faults(content: bytes, format_: str) -> tuple[PictureFault, ...]:
    """What is wrong with the animation of a whole picture of a format."""
    read = FRAMES.get(format_)
    frames, plays = read(content) if read else ([], 1)
    seconds = sum(each if each >= SHORTEST else INSTEAD for each in frames) * (plays or math.inf)
    if len(frames) < 2 or seconds <= LONGEST:
        return ()
    how_long = "without end" if math.isinf(seconds) else f"for {seconds:.0f} seconds"
    fact = f"this picture moves {how_long}, and readers cannot stop it"
    return (PictureFault("moving-picture", fact, FIX, WARNING),)


# Each returns the seconds of every frame, and how often all are shown, 0 for endlessly.
Frames = tuple[list[float], int]


def _read_gif(content: bytes) -> Frames:
    plays = 1
    for name in REPEATS:
        at = content.find(name)
        if at >= 0:
            repeats = int.from_bytes(content[at + len(name) : at + len(name) + 2], "little")
            plays = repeats + 1 if repeats else 0
    return [int.from_bytes(content[at + 4 : at + 6], "little") / 100 for at in _find_all(content, CONTROL)], plays


def _find_all(content: bytes, sign: bytes) -> Iterator[int]:
    at = content.find(sign)
    while at >= 0:
        # After the control of a frame come one byte that ends it, and the frame or an extension.
        if content[at + 7 : at + 8] == b"\0" and content[at + 8 : at + 9] in (b"\x2c", b"\x21"):
            yield at
        at = content.find(sign, at + 1)


def _read_png(content: bytes) -> Frames:
    seconds, plays, at = list[float](), 1, 8
    while at + 8 <= len(content):
        length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if name == b"acTL":
            plays = int.from_bytes(content[at + 12 : at + 16], "big")
        elif name == b"fcTL":
            over, under = (int.from_bytes(content[at + start : at + start + 2], "big") for start in (28, 30))
            seconds.append(over / (under or 100))
        at += 12 + length
    return seconds, plays


def _read_webp(content: bytes) -> Frames:
    seconds, plays, at = list[float](), 1, 12
    while at + 8 <= len(content):
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if name == b"ANIM":
            plays = int.from_bytes(content[at + 12 : at + 14], "little")
        elif name == b"ANMF":
            seconds.append(int.from_bytes(content[at + 20 : at + 23], "little") / 1000)
        at += 8 + length + length % 2
    return seconds, plays


def _read_avif(content: bytes) -> Frames:
    if b"avis" not in content[:64]:
        return [], 1
    from plainleaf.pictures.decode import readable  # only for the rare animated AVIF

    with readable(content, "AVIF") as image:
        # Browsers repeat one that does not say how often to show it, and no common program says so.
        return [INSTEAD] * int(getattr(image, "n_frames", 1)), 0


FRAMES: Mapping[str, Callable[[bytes], Frames]] = {
    "GIF": _read_gif, "PNG": _read_png, "WEBP": _read_webp, "AVIF": _read_avif,
}  # fmt: skip
