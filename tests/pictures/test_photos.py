"""Photos: which copies are made of one, and that they look like it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageCms, features

from plainleaf.pictures import BrokenError, PhotoCopy, find_copies, make_copies

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
FORMATS = {".jpg": "JPEG", ".png": "PNG", ".gif": "GIF", ".webp": "WEBP", ".avif": "AVIF"}
NOTE = b"Jane Roe, 42.33 N"
ORIENTATION, ARTIST = 0x0112, 0x013B

pytestmark = pytest.mark.skipif(not features.check("avif"), reason="this Pillow cannot write AVIF")


def take(width: int = 800, height: int = 600, mode: str = "RGB") -> Image.Image:
    """A picture with as much detail as a photo. Its left half is red, its right half blue."""
    red = Image.effect_noise((width, height), 60)
    dark = Image.new("L", (width, height), 20)
    left, right = Image.merge("RGB", (red, dark, dark)), Image.merge("RGB", (dark, dark, red))
    left.paste(right.crop((width // 2, 0, width, height)), (width // 2, 0))
    return left.convert(mode)


def save(image: Image.Image, suffix: str = ".jpg", **how: Any) -> bytes:
    """The bytes of a picture."""
    written = io.BytesIO()
    image.save(written, FORMATS[suffix], **how)
    return written.getvalue()


def copies_of(content: bytes) -> tuple[PhotoCopy, ...]:
    with Image.open(io.BytesIO(content)) as image:
        return find_copies(content, "digest", *image.size)


def shown(copies: tuple[PhotoCopy, ...]) -> list[tuple[int, str]]:
    return [(copy.width, copy.suffix) for copy in copies]


@pytest.mark.parametrize(
    ("width", "widths"),
    [(640, []), (641, [480, 641]), (1000, [480, 1000]), (1300, [480, 960, 1300]), (1600, [480, 960, 1440])],
)
def test_a_photo_has_copies_in_two_formats_and_none_is_wider_than_it(width: int, widths: list[int]) -> None:
    copies = copies_of(save(take(width, 60)))

    assert shown(copies) == [(each, suffix) for suffix in (".avif", ".webp") for each in widths]


def moving() -> bytes:
    frames = [take(), take()]
    return save(frames[0], ".png", save_all=True, append_images=frames[1:])


@pytest.mark.parametrize(
    "make",
    [
        lambda: save(Image.new("RGB", (800, 600), "white"), ".png"),
        lambda: save(take(mode="P"), ".png"),
        lambda: save(take(mode="P"), ".gif"),
        lambda: save(take(), ".webp"),
        lambda: save(take(), ".avif"),
        lambda: save(take(mode="CMYK")),
        lambda: save(take(mode="L"), icc_profile=PROFILE),
        lambda: save(Image.new("I;16", (800, 600)), ".png", compress_level=0),
        moving,
    ],
    ids=["drawing", "few colors", "GIF", "WebP", "AVIF", "for print", "profile", "16 bits", "moving"],
)
def test_what_is_no_plain_photo_is_left_alone(make: Any) -> None:
    assert copies_of(make()) == ()


def test_a_photo_of_few_bytes_is_left_alone() -> None:
    assert copies_of(save(Image.new("RGB", (1600, 1200), "gray"))) == ()


def test_a_photo_as_png_has_copies_that_are_as_transparent() -> None:
    image = take(mode="RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 400, 600))

    content = save(image, ".png", compress_level=0)

    copies = copies_of(content)

    assert len(copies) == 4
    for made in make_copies(content, copies):
        with Image.open(io.BytesIO(made)) as copy:
            left, right = copy.convert("RGBA").getpixel((100, 200)), copy.convert("RGBA").getpixel((400, 200))
            assert isinstance(left, tuple) and isinstance(right, tuple)
            assert (left[3] < 10, right[3] > 245) == (True, True)


def test_copies_are_smaller_upright_and_without_metadata_and_keep_the_profile() -> None:
    notes = Image.Exif()
    notes[ORIENTATION], notes[ARTIST] = 6, NOTE.decode()
    # The camera was turned, so that the top of what it saw is on the right of the sensor.
    content = save(take(800, 700).rotate(90, expand=True), exif=notes.tobytes(), icc_profile=PROFILE, comment=NOTE)
    copies = find_copies(content, "digest", 800, 700)

    made = make_copies(content, copies)

    assert len(made) == 4
    for copy, bytes_ in zip(copies, made, strict=True):
        assert len(bytes_) < len(content)
        assert NOTE not in bytes_
        with Image.open(io.BytesIO(bytes_)) as image:
            assert (image.format, image.size) == (copy.suffix[1:].upper(), (copy.width, copy.width * 7 // 8))
            assert image.info["icc_profile"] == PROFILE
            assert not dict(image.getexif())
            left, right = (image.convert("RGB").getpixel((image.width * part // 4, 100)) for part in (1, 3))
            assert isinstance(left, tuple) and isinstance(right, tuple)
            assert left[0] > left[2] + 30
            assert right[2] > right[0] + 30


def test_a_copy_that_would_not_be_smaller_loses_quality() -> None:
    content = save(take(700, 700), quality=5)

    made = make_copies(content, [PhotoCopy(700, suffix, "0" * 64) for suffix in (".avif", ".webp")])

    assert all(len(each) < len(content) for each in made)


def test_the_same_photo_gives_the_same_bytes_and_another_photo_other_digests() -> None:
    content = save(take())
    copies = copies_of(content)

    assert make_copies(content, copies[:1]) == make_copies(content, copies[:1])
    assert len({copy.digest for copy in copies} | {copy.digest for copy in find_copies(content, "x", 800, 600)}) == 8


def test_a_broken_photo_is_refused() -> None:
    content = save(take())

    with pytest.raises(BrokenError):
        make_copies(content[:4000], copies_of(content))
