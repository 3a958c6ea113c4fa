"""Somebody at the clinic edits pages in the browser: with Decap CMS itself, and our server behind it."""

from __future__ import annotations

import os
import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, expect

from plainleaf.command.editors.decap.folder import hosted_files
from plainleaf.content.config.editor_setting import EditorSetting
from tests.browser.editing import Editing, open_editor
from tests.browser.editing import kept_bundle as kept_bundle  # a fixture
from tests.browser.visits import DESKTOP, lines, reader, watch
from tests.preview.editor.test_desk import make_photo
from tests.site_tools import CHECKOUT, MakeSite, write_files

pytestmark = [pytest.mark.browser, pytest.mark.matrix, pytest.mark.usefixtures("kept_bundle")]
SMALL_DESKTOP = ViewportSize(width=1100, height=620)
MAX_BYTES = 60_000
ABOUT = "content/en/about.md"
PAGE = """---
# Ask Ada before you change the title.
title: 'About us'
summary: "Who we are."   # short
---

We help people with back pain.[^1]

::: expander More about us
Since 1990, with \\*care\\*.
:::

[^1]: And with leg pain.
"""


def test_a_receptionist_edits_a_sentence_and_fixes_what_the_checks_find(make_site: MakeSite, browser: Browser) -> None:
    root = make_site(files={ABOUT: PAGE})
    with open_editor(root, browser) as editing:
        editing.open("Other pages", "About us")
        expect(editing.saved.get_by_role("heading", name="About us")).to_be_visible()
        expect(editing.panel).to_have_count(0)

        text = editing.field("body")
        wrong = text.input_value().replace("back pain.", "pain, see [signs](sciatica/symptom.md).")
        text.fill(wrong)
        editing.save()

        expect(editing.panel).to_contain_text("Did you mean 'sciatica/symptoms.md'?")
        expect(editing.panel).to_contain_text("You see the site as it was before")

        text.fill(wrong.replace("symptom.md", "symptoms.md"))
        editing.save()

        expect(editing.panel).to_have_count(0)
        expect(editing.saved.get_by_role("link", name="signs")).to_be_visible()
        assert editing.faults == [], lines(editing.faults)
    after = PAGE.replace("back pain.", "pain, see [signs](sciatica/symptoms.md).")
    assert (root / ABOUT).read_text("utf-8") == after


def test_a_field_is_changed_and_the_rest_stays(make_site: MakeSite, browser: Browser) -> None:
    root = make_site()
    topic = root / "content/en/sciatica/symptoms.md"
    before = topic.read_text("utf-8")
    title = re.search(r"^title: (.+)$", before, re.MULTILINE)
    assert title is not None
    with open_editor(root, browser) as editing:
        editing.open("Topic", title[1])
        editing.field("title").fill("What you may feel")
        editing.save()
        expect(editing.saved.get_by_role("heading", level=1)).to_have_text("What you may feel")
        assert editing.faults == [], lines(editing.faults)

    assert topic.read_text("utf-8") == before.replace(title[0], "title: What you may feel")


def test_a_photo_is_uploaded_and_a_bad_file_refused(make_site: MakeSite, browser: Browser) -> None:
    root = make_site()
    with open_editor(root, browser) as editing:
        editing.page.get_by_role("button", name="Media").click()
        upload = editing.page.locator("input[type=file]")
        upload.set_input_files(FilePayload(name="Front door.jpg", mimeType="image/jpeg", buffer=make_photo()))
        expect(editing.page.get_by_text("front-door.jpg")).to_be_visible()
        upload.set_input_files(FilePayload(name="plan.png", mimeType="image/png", buffer=b"a text"))
        expect(editing.page.get_by_text("This picture cannot be read")).to_be_visible()

    kept = root / "static/pictures/front-door.jpg"
    assert not Image.open(BytesIO(kept.read_bytes())).getexif()
    assert not (root / "static/pictures/plan.png").exists()


def test_a_message_on_all_pages_is_begun(make_site: MakeSite, browser: Browser) -> None:
    root = make_site()
    with open_editor(root, browser) as editing:
        editing.page.get_by_role("link", name="Alert", exact=True).click()
        editing.page.get_by_role("link", name="New Alert").click()
        for name, value in {"title": "Closed for snow", "summary": "Call us.", "owner": "Front desk"}.items():
            editing.field(name).fill(value)
        editing.field("body").fill("We are closed on Friday.")
        editing.field("starts").fill("2026-11-20")
        editing.field("expires").fill("2026-11-30")
        editing.save()
        expect(editing.saved.get_by_text("Closed for snow").first).to_be_visible()
        assert editing.faults == [], lines(editing.faults)

    (file,) = root.glob("content/en/2???-??-??-closed-for-snow.md")
    assert file.read_text("utf-8") == (
        "---\nkind: alert\ntitle: Closed for snow\nsummary: Call us.\nexpires: 2026-11-30\nstarts: 2026-11-20\n"
        "owner: Front desk\n---\n\nWe are closed on Friday.\n"
    )


SNOW = {"summary": "Call us.", "owner": "Front desk", "body": "We are closed.", "starts": "2026-11-20"}


def begin_message(editing: Editing, **values: str) -> None:
    editing.page.goto(editing.page.url.partition("#")[0])
    editing.page.get_by_role("link", name="Alert", exact=True).click()
    editing.page.get_by_role("link", name="New Alert").click()
    for name, value in values.items():
        editing.field(name).fill(value)
    editing.save()


def test_a_message_that_another_hides_is_said_to_be_hidden_and_can_be_deleted(
    make_site: MakeSite, browser: Browser
) -> None:
    root = make_site()
    with open_editor(root, browser) as editing:
        # No letter of these titles is in a file's name.
        begin_message(editing, **SNOW, title="大雪", expires="2026-11-30")
        expect(editing.saved.get_by_text("大雪").first).to_be_visible()
        begin_message(editing, **SNOW, title="停电", expires="2026-12-30")
        expect(editing.panel).to_contain_text("patients would not see the alert '")

        editing.page.on("dialog", lambda dialog: dialog.accept())
        editing.page.get_by_role("button", name="Delete").click()
        editing.page.get_by_role("heading", name="Alert").wait_for()
        assert editing.faults == [], lines(editing.faults)

    (file,) = root.glob("content/en/2*.md")
    assert "title: 大雪\n" in file.read_text("utf-8")


def test_links_in_the_preview_leave_the_editor_whole(make_site: MakeSite, browser: Browser) -> None:
    text = PAGE.replace("back pain.", "[back pain](sciatica/symptoms.md), as [others say](https://other.example/).")
    root = make_site(files={ABOUT: text})
    with open_editor(root, browser) as editing:
        editing.page.context.route("https://other.example/", lambda route: route.fulfill(body="far"))
        editing.open("Other pages", "About us")
        with editing.page.context.expect_page() as opened:
            editing.saved.get_by_role("link", name="others say").click()
        assert opened.value.evaluate("opener") is None
        editing.saved.get_by_role("link", name="back pain").click()
        expect(editing.saved.get_by_role("heading", name="About us")).to_have_count(0)

        editing.field("summary").fill("Who we all are.")
        editing.save()

        expect(editing.saved.get_by_role("heading", name="About us")).to_be_visible()
        assert editing.faults == [], lines(editing.faults)


def test_a_file_of_the_site_cannot_take_the_editor_over(make_site: MakeSite, browser: Browser) -> None:
    evil = "<p>Leaflet</p><script>document.title = parent.location.href; document.body.append('ran')</script>"
    text = PAGE.replace("back pain.", "[a leaflet](/leaflet.html).")
    with open_editor(make_site(files={ABOUT: text, "static/leaflet.html": evil}), browser) as editing:
        editing.open("Other pages", "About us")
        editing.saved.get_by_role("link", name="leaflet").click()
        expect(editing.saved.get_by_text("Leaflet")).to_be_visible()
        expect(editing.saved.get_by_text("ran")).to_have_count(0)
        frame = next(each for each in editing.page.frames if "leaflet" in each.url)
        assert frame.url.startswith("http://localhost:")
        assert frame.evaluate("origin") == "null"


def test_two_tabs_do_not_overwrite_each_other(make_site: MakeSite, browser: Browser) -> None:
    root = make_site(files={ABOUT: PAGE})
    with open_editor(root, browser) as editing:
        editing.open("Other pages", "About us")
        address = editing.page.url.partition("#")[0]
        other = Editing(root, editing.page.context.new_page(), [])
        other.page.goto(address)
        other.open("Other pages", "About us")
        other.field("summary").fill("By the other tab.")
        other.save()

        editing.field("title").fill("Ours")
        editing.press_save()
        # Without the name of Decap's class of errors before it.
        expect(editing.page.get_by_text(re.compile(f"^Not saved: '{ABOUT}' was changed by somebody"))).to_be_visible()

    assert "By the other tab." in (root / ABOUT).read_text("utf-8")
    assert "Ours" not in (root / ABOUT).read_text("utf-8")


@pytest.mark.parametrize(
    ("service", "more"),
    [("github", {"sign_in": "https://sign-in.clinic.example"}), ("gitlab", {"application": "123"})],
    ids=["github", "gitlab"],
)
def test_people_without_the_folder_are_asked_to_sign_in(
    make_site: MakeSite, tmp_path: Path, browser: Browser, kept_bundle: Path, service: str, more: dict[str, str]
) -> None:
    setting = EditorSetting(service=service, repository="clinic/website", **more)
    write_files(tmp_path / "out", hosted_files(make_site(), setting, kept_bundle.read_bytes()))
    handler = partial(_Quiet, directory=str(tmp_path / "out"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, reader(browser, DESKTOP) as page:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        visit = watch(page, address)
        page.goto(address)
        expect(page.get_by_role("button", name=re.compile(f"login with {service}", re.IGNORECASE))).to_be_visible()
        server.shutdown()

    assert visit.faults == [], lines(visit.faults)


def test_the_pictures_in_the_documents_can_be_made_again(make_site: MakeSite, browser: Browser, tmp_path: Path) -> None:
    """`make screenshots` sets the folder of the documents."""
    folder = Path(os.environ.get("PLAINLEAF_SCREENSHOTS", tmp_path / "images"))
    with open_editor(make_site(files={ABOUT: PAGE}), browser, SMALL_DESKTOP) as editing:
        editing.open("Other pages", "About us")
        editing.saved.get_by_role("heading", name="About us").wait_for()
        made = [take_picture(editing.page, folder / "editor-page.png")]

        text = editing.field("body")
        text.fill(text.input_value().replace("back pain.", "pain, see [signs](sciatica/symptom.md)."))
        editing.save()
        expect(editing.panel).to_contain_text("Did you mean")
        editing.page.locator(".Toastify__toast").first.wait_for(state="detached")
        made += [take_picture(editing.page, folder / "editor-finding.png")]

        editing.page.goto(editing.page.url.partition("#")[0])
        editing.page.get_by_role("button", name="Media").click()
        upload = editing.page.locator("input[type=file]")
        upload.set_input_files(FilePayload(name="entrance.jpg", mimeType="image/jpeg", buffer=make_photo((400, 300))))
        expect(editing.page.get_by_text("entrance.jpg")).to_be_visible()
        made += [take_picture(editing.page, folder / "editor-pictures.png")]

    page = (CHECKOUT / "docs/how-to/edit-in-the-browser.md").read_text("utf-8")
    assert re.findall(r"!\[[^\]]{20,}\]\(\.\./images/([^)]+)\)", page) == [file.name for file in made]
    assert all(file.stat().st_size < MAX_BYTES for file in made)


def take_picture(page: Page, file: Path) -> Path:
    """Keep a picture of a page, in few colors. Gives the file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").quantize(48).save(file, optimize=True)
    return file


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and logs nothing. A class because http.server requires one."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""
