"""Pictures: whole, upright, and with nothing in them that a camera or a program noted."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image, ImageCms, PngImagePlugin

from plainleaf.pictures import PICTURES, clean_picture, strip_picture

SECRET = b"Jane Roe, 42.33 N"
FORMATS = {".png": "PNG", ".jpg": "JPEG", ".gif": "GIF", ".webp": "WEBP", ".avif": "AVIF"}
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"


def draw(width: int = 40, height: int = 20, mode: str = "RGB") -> Image.Image:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), (200, 20, 20))
    image.paste((20, 20, 200), (width // 2, 0, width, height))
    return image.convert(mode)


def save(image: Image.Image, suffix: str, **how: Any) -> bytes:
    """The bytes of a picture."""
    written = io.BytesIO()
    image.save(written, FORMATS.get(suffix, "ICO"), **how)
    return written.getvalue()


def exif(orientation: int = 1) -> bytes:
    """What a camera notes."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x013B] = SECRET.decode()
    notes.get_ifd(0x8825)[1] = "N"
    return notes.tobytes()


def with_notes(suffix: str) -> bytes:
    """A picture with notes of every kind that its format has."""
    if suffix == ".gif":
        return save(draw(mode="P"), suffix, comment=SECRET)
    if suffix == ".png":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Author", SECRET.decode(), zip=False)
        texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
        return save(draw(), suffix, pnginfo=texts, exif=exif(), icc_profile=PROFILE)
    more = {"comment": SECRET} if suffix == ".jpg" else {}
    return save(draw(), suffix, exif=exif(), xmp=XMP, icc_profile=PROFILE, **more)


def open_clean(content: bytes, suffix: str) -> Image.Image:
    """The picture that is published."""
    found = clean_picture(content, suffix)
    assert found.faults == ()
    image = Image.open(io.BytesIO(found.content))
    image.load()
    return image


@pytest.mark.parametrize("suffix", FORMATS)
def test_notes_of_every_kind_are_taken_out_and_the_pixels_stay(suffix: str) -> None:
    content = with_notes(suffix)

    found = clean_picture(content, suffix)

    assert SECRET in content
    assert SECRET not in found.content
    image = open_clean(content, suffix)
    assert not image.getexif()
    assert "xmp" not in image.info
    if suffix != ".avif":  # which has to be saved again
        assert image.convert("RGB").tobytes() == Image.open(io.BytesIO(content)).convert("RGB").tobytes()


@pytest.mark.parametrize("suffix", [suffix for suffix in FORMATS if suffix != ".gif"])
def test_the_color_profile_is_kept(suffix: str) -> None:
    assert open_clean(with_notes(suffix), suffix).info["icc_profile"] == PROFILE


@pytest.mark.parametrize("suffix", [*FORMATS, ".ico"])
def test_a_picture_without_notes_is_published_byte_for_byte(suffix: str) -> None:
    content = save(draw(32, 32), suffix)

    assert clean_picture(content, suffix).content == content
    assert strip_picture(content, suffix) == content


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
@pytest.mark.parametrize(("orientation", "corner"), [(3, "blue"), (6, "red"), (8, "blue"), (2, "blue")])
def test_a_picture_is_turned_as_the_camera_says(suffix: str, orientation: int, corner: str) -> None:
    content = save(draw(), suffix, exif=exif(orientation))

    found, image = clean_picture(content, suffix), open_clean(content, suffix)

    assert (found.width, found.height) == image.size == ((20, 40) if orientation > 4 else (40, 20))
    red, _, blue = image.convert("RGB").tobytes()[3 * (3 * image.width + 3) :][:3]
    assert (corner == "blue") == (blue > red)
    assert SECRET not in found.content
    assert strip_picture(content, suffix) == found.content == clean_picture(content, suffix).content
    assert image.getexif().get(0x0112, 1) == 1


def test_a_turned_jpeg_keeps_its_quality_and_profile() -> None:
    content = save(draw(), ".jpg", quality=93, subsampling=0, exif=exif(6), icc_profile=PROFILE)

    image, old = open_clean(content, ".jpg"), Image.open(io.BytesIO(content))

    assert image.quantization == old.quantization  # type: ignore[attr-defined]
    assert image.info["icc_profile"] == PROFILE


@pytest.mark.parametrize("suffix", [*FORMATS, ".ico"])
def test_what_follows_the_end_of_a_picture_is_dropped(suffix: str) -> None:
    content = save(draw(32, 32), suffix)
    hidden = struct.pack(">I", len(SECRET) + 8) + b"uuid" + SECRET if suffix == ".avif" else SECRET

    found = clean_picture(content + hidden, suffix)

    assert found.faults == ()
    assert SECRET not in found.content


def test_a_thumbnail_in_the_head_of_a_jpeg_is_dropped() -> None:
    content = save(draw(), ".jpg")
    assert content[2:4] == b"\xff\xe0"
    thumbnail = SECRET + b"\x00" * (18 - len(SECRET))
    head = content[4:18][2:]
    noted = content[:2] + b"\xff\xe0" + (16 + 18).to_bytes(2, "big") + head + b"\x02\x03" + thumbnail + content[20:]

    assert clean_picture(noted, ".jpg").content == content


def test_an_animation_keeps_its_frames_and_repeats() -> None:
    frames = [draw(mode="P"), draw(30, 20, "P").resize((40, 20))]
    content = save(frames[0], ".gif", save_all=True, append_images=frames[1:], loop=0, duration=80, comment=SECRET)

    found = clean_picture(content, ".gif").content
    image = Image.open(io.BytesIO(found))

    assert image.n_frames == 2  # type: ignore[attr-defined]
    assert image.info["loop"] == 0
    assert SECRET not in found


def test_an_animated_avif_with_notes_keeps_its_frames() -> None:
    frames = [draw(), draw(30, 20).resize((40, 20))]
    content = save(frames[0], ".avif", save_all=True, append_images=frames[1:], duration=80, exif=exif())

    found = clean_picture(content, ".avif").content

    assert SECRET in content
    assert SECRET not in found
    assert Image.open(io.BytesIO(found)).n_frames == 2  # type: ignore[attr-defined]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("part", [0, 0.05, 0.5, 0.9])
def test_a_picture_that_is_empty_or_cut_off_is_broken(suffix: str, part: float) -> None:
    image = Image.effect_noise((64, 64), 90).convert("RGB")
    content = save(image, suffix)

    found = clean_picture(content[: int(len(content) * part)], suffix)

    assert [fault.rule for fault in found.faults] == ["broken-picture"]


@pytest.mark.parametrize(
    ("content", "suffix", "says"),
    [
        (save(draw(), ".jpg"), ".png", "a JPEG picture, but its name ends in '.png'"),
        (save(draw(), ".webp"), ".jpg", "a WEBP picture, but"),
        (b"<html>hi</html>", ".png", "a web page"),
        (b"%PDF-1.7", ".jpg", "a PDF file"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", ".jpg", "a HEIC picture"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", ".avif", "a HEIC picture"),
        (b"II*\0\x08\0\0\0", ".png", "a TIFF file"),
        (b"not a picture", ".png", "it is not a picture"),
        (save(draw(), ".png"), ".svg", "a PNG picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ".png", "an SVG picture"),
        (b"<svg", ".svg", "not valid XML"),
        (b"", ".gif", "is empty"),
        (b"", ".svg", "is empty"),
    ],
)
def test_a_picture_of_another_type_is_named(content: bytes, suffix: str, says: str) -> None:
    faults = clean_picture(content, suffix).faults

    assert [fault.rule for fault in faults] == ["broken-picture"]
    assert says in faults[0].message


def make_bomb(side: int) -> bytes:
    """A PNG of a few kilobytes that says that it is very large."""

    def chunk(name: bytes, payload: bytes) -> bytes:
        return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", zlib.crc32(name + payload))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "severity"),
    [
        (make_bomb(50_000), "error"),
        (make_bomb(12_000), "warning"),
        (save(Image.new("1", (6001, 1)), ".png"), "warning"),
        (save(draw(), ".png") + b"\0" * 5_000_000, "warning"),
    ],
)
def test_a_picture_that_is_too_large_is_reported_and_not_decoded(content: bytes, severity: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        faults = clean_picture(content, ".png").faults

    assert [(fault.rule, fault.severity) for fault in faults] == [("large-picture", severity)]


@given(some.sampled_from(sorted(FORMATS)), some.integers(0, 10_000), some.integers(0, 255), some.integers(1, 40))
def test_a_damaged_picture_raises_nothing(suffix: str, at: int, value: int, length: int) -> None:
    content = bytearray(WHOLE[suffix])
    at %= len(content)
    content[at : at + length] = bytes([value]) * length

    found = clean_picture(bytes(content), suffix)

    stripped = strip_picture(bytes(content), suffix)
    assert found.faults or (stripped == found.content and SECRET not in stripped)


@given(some.sampled_from(PICTURES), some.binary(max_size=200))
def test_whatever_the_content_nothing_raises(suffix: str, content: bytes) -> None:
    clean_picture(content, suffix)
    strip_picture(content, suffix)


WHOLE = {suffix: with_notes(suffix) for suffix in FORMATS}
