"""What is wrong with links and pictures as they are written."""

from __future__ import annotations

import pytest

from plainleaf.checks.targets import is_empty_of_meaning
from tests.site_tools import CheckSite, MakeSite, about_page


@pytest.mark.parametrize(
    "text",
    [
        "IMG_2043.JPG", "photo.png", "leg pain.jpeg", "IMG_2043", "DSC00012", "20260501_1230", "image", "Picture of",
        "an image.", "Photo 3", "foto", "imagen de", "disc-bulge", "Screenshot 2026-05-01",
        ".", "x", "-", "nerve-root_final2", "Screen Shot 2026-03-01 at 9.41.10 AM",
        "WhatsApp Image 2026-01-01 at 10.22.33",
        "Captura de pantalla 2026-01-01 a las 10.22", "shutterstock_1234567", "image (3)",
        "A picture containing text, outdoor Description automatically generated", "Image result for sciatica",
        "A nerve. AI-generated content may be incorrect.", "May be an image of 1 person",
        "/pictures/nerve.svg", "pictures/nerve", "/uploads/2026/nerve", "istockphoto-123456-612x612",
        "Untitled design (3)", "a1b2c3d4e5f6", "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "No photo description available.", "Image may contain: 1 person, standing",
    ],
)  # fmt: skip
def test_a_name_of_a_file_says_nothing_about_a_picture(text: str) -> None:
    assert is_empty_of_meaning(text, "/pictures/disc-bulge.svg")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The nerve leaves the spine",
        "L4",
        "Photo of Ada Example",
        "Nerve",
        "An MRI image of 2 discs",
        "Walk 10 minutes",
        "10 am: take a pill",
        "Photo of 5 stretches",
        "May contain nuts",
        "Left/right, front/back",
        "Facade",
        "A dent in the nerve, as it may be an image of two nerves side by side",
        "The cause may be an illustration of age",
    ],
)
def test_words_about_a_picture_are_left_alone(text: str) -> None:
    assert not is_empty_of_meaning(text, "/pictures/nerve.svg")


def test_text_alternatives_of_components_and_fields_are_looked_at_too(
    make_site: MakeSite, check_site: CheckSite
) -> None:
    text = "::: figure\npicture: /pictures/nerve.svg\nalt: photo.png\n:::"
    front = "picture: /pictures/nerve.svg\npicture_alt: image\n"

    found = check_site(make_site(files={"content/en/about.md": about_page(text, front)}))

    assert [(each["rule"], each["line"]) for each in found.problems] == [("weak-alt", 5), ("weak-alt", 8)]
