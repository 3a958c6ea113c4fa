"""Photos in a browser: it takes the copy that fits, and nothing on the page moves when it arrives."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, features
from playwright.sync_api import Browser, ViewportSize

from tests.browser.visits import DESKTOP, PHONE, reused_page
from tests.site_tools import about_page, build_folder, lay_minimal, minimal_page, write_files

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not features.check("avif"), reason="this Pillow cannot write AVIF"),
]
ALT = "A path through a wood, with a bench beside it."
SHIFT = """() => new Promise(done => {
    let sum = 0
    new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value }))
        .observe({type: 'layout-shift', buffered: true})
    setTimeout(() => done(sum), 300)
})"""


@pytest.fixture(scope="module")
def page_with_photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page that shows a photo, one on its own and one with a caption, in a site that opens from a disk."""
    root = tmp_path_factory.mktemp("photos")
    lay_minimal(root)
    written = io.BytesIO()
    # Spots, which take less time to encode and to decode than noise.
    detail = Image.effect_noise((100, 60), 60).resize((1000, 600))
    Image.merge("RGB", (detail, detail, detail)).save(written, "JPEG", quality=90)
    text = f"![{ALT}](/pictures/path.jpg)\n\n::: figure\npicture: /pictures/path.jpg\nalt: {ALT}\n:::\n\nAfter it."
    ben = minimal_page("people/ben.md", ("---\n", f"---\nphoto: /pictures/path.jpg\nphoto_alt: {ALT}\n"))
    pages = {"content/en/about.md": about_page(text), "content/en/people/ben.md": ben}
    write_files(root, {"static/pictures/path.jpg": written.getvalue(), **pages})
    run = build_folder(root, "--relative")
    assert (run.code, run.problems) == (0, [])
    return run.out / "about/index.html"


@pytest.mark.parametrize(
    ("window", "scale", "name"), [(PHONE, 1, "path-480."), (DESKTOP, 1, "path-1000."), (PHONE, 3, "path-1000.")]
)
def test_a_browser_takes_the_copy_that_fits_and_nothing_moves(
    browser: Browser, page_with_photo: Path, window: ViewportSize, scale: int, name: str
) -> None:
    with reused_page(browser, window, device_scale_factor=scale) as page:
        page.goto(page_with_photo.as_uri())
        images = page.locator("main picture img")
        assert images.count() == 2
        for image in images.all():
            image.scroll_into_view_if_needed()
            image.evaluate("image => image.decode()")
            source = str(image.evaluate("image => image.currentSrc")).rpartition("/")[2]
            assert source.startswith(name) and source.endswith(".avif")
            box = image.bounding_box()
            assert box is not None
            assert box["width"] / box["height"] == pytest.approx(1000 / 600, rel=0.02)

        assert page.evaluate(SHIFT) == 0


@pytest.mark.parametrize("name", ["about", "people/ben", "sciatica/symptoms"])
@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_photo_with_copies_is_where_it_would_be_without_them(
    browser: Browser, page_with_photo: Path, window: ViewportSize, name: str
) -> None:
    with reused_page(browser, window) as page:
        page.goto((page_with_photo.parents[1] / name / "index.html").as_uri())
        images = page.locator("main picture img").all()
        assert images

        before = [image.bounding_box() for image in images]
        page.evaluate("document.querySelectorAll('picture').forEach(each => each.replaceWith(each.lastElementChild))")
        after = [image.bounding_box() for image in page.locator("main img[src*='path.']").all()]

        assert before == after
