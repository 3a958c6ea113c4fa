"""Forms that cannot fail silently: what is missing is said before and after sending, with the script and without it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from msgspec import Struct
from playwright.sync_api import Browser, Page, Route, ViewportSize

from tests.browser.served_site import Site
from tests.browser.test_axe import RULES_OF_ANY_SITE, RUN, TAGS, describe
from tests.browser.visits import DESKTOP, PHONE, lines, overflow, reader, reused_page, wait_until, watch
from tests.examples import few
from tests.form_receiver import Entries, Pack, answer
from tests.form_site import DELIVERY, HOST, SERVICE, build_form_site, pack_of
from tests.site_tools import CHECKOUT, lay_minimal, write_files

pytestmark = pytest.mark.browser

WITH_AND_WITHOUT_SCRIPTS = pytest.mark.parametrize("scripts", few([True, False]), ids=["scripts", "no-scripts"])
BOOKING = f"{HOST}/booking/"
MAX_BYTES = 2048
WRONG_REPLY = "Enter a phone number with its area code, or an email address like name@example.com"
FEEDBACK = "---\nkind: feedback\ntitle: Tell us about a page\nsummary: What was hard to follow?\n---\n"
NO_MESSAGE = "message:\n  delivery: none\n  thanks: thanks.md\n"
MESSAGE = f"""message:{DELIVERY}
    - {{name: reply_to, label: Phone or email, type: phone-or-email}}
    - {{name: message, label: Your message, type: area, justification: Nobody can answer a question without it.}}
"""
TYPES = {".css": "text/css", ".js": "text/javascript", ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml"}
# Whether a question is in the window, with its first words, and not below the bar of actions.
IN_SIGHT = """
  field => {
    const { top } = field.getBoundingClientRect()
    const bar = document.querySelector('.actions')
    const isFixed = getComputedStyle(bar).position === 'sticky'
    return top >= 0 && top < (isFixed ? Math.min(innerHeight, bar.getBoundingClientRect().top) : innerHeight)
  }
"""

ADD_SCRIPT = """
  () => document.body.append(Object.assign(document.createElement('script'), { src: '/clinic/scripts/any.js' }))
"""


class FormSite(Struct, frozen=True):
    """A built site with a form, the form pack of its receiver, and where both are."""

    folder: Path
    pack: Pack
    host: str = HOST
    service: str = SERVICE


class Visitor(Struct, frozen=True):
    """A reader of that site, and what the clinic has got from her. `faults` are those of the browser."""

    page: Page
    delivered: list[Entries]
    faults: list[str]


@pytest.fixture(scope="module")
def form_site(tmp_path_factory: pytest.TempPathFactory) -> FormSite:
    """The minimal site, with a form that is sent to another host."""
    action = "actions:\n  - {label: Call us, short: Call, icon: phone, phone: appointments}\nnotices:\n"
    run = build_form_site(tmp_path_factory.mktemp("forms"), ("notices:\n", action))
    assert run.problems == []
    return FormSite(run.out, pack_of(run))


@contextmanager
def visitor(browser: Browser, site: FormSite, viewport: ViewportSize = PHONE, **choices: object) -> Iterator[Visitor]:
    """A reader for whom both hosts answer: the site's with its files and headers, the service's by the form pack."""
    delivered: list[Entries] = []
    headers = dict(
        line.strip().split(": ", 1) for line in (site.folder / "_headers").read_text().split("\n\n")[0].split("\n")[1:]
    )

    def send_file(route: Route) -> None:
        path = site.folder / urlsplit(route.request.url).path.lstrip("/")
        file = path / "index.html" if path.is_dir() else path
        route.fulfill(body=file.read_bytes(), headers={**headers, "Content-Type": TYPES.get(file.suffix, "")})

    def receive(route: Route) -> None:
        request = route.request
        reply = answer(site.pack, request.headers["content-type"], request.post_data_buffer or b"", delivered.append)
        route.fulfill(status=reply.status, headers=dict(reply.headers), body=reply.body)

    with reader(browser, viewport, **choices) as page:
        page.route(f"{site.host}/**", send_file)
        page.route(f"{site.service}/**", receive)
        visit = watch(page, site.host)
        yield Visitor(page, delivered, visit.faults)
        # The form leads to the other host, and a bad request is answered as one.
        others = [fault for fault in visit.faults if site.service not in fault]
        assert not others, lines(others)


def test_the_script_is_small() -> None:
    assert len(gzip.compress((CHECKOUT / "static/scripts/form.js").read_bytes())) <= MAX_BYTES


def test_with_the_script_nothing_is_sent_until_all_is_answered_and_the_entries_stay(
    browser: Browser, form_site: FormSite
) -> None:
    with visitor(browser, form_site) as visit:
        page = visit.page
        page.goto(BOOKING)
        page.get_by_label("Your name").fill("Ada <b>")
        page.get_by_label("Phone or email").fill("12")

        page.get_by_role("button", name="Send the request").click()

        assert page.url == BOOKING
        assert page.title().startswith("Error: Ask for a visit")
        assert page.evaluate("document.activeElement.className") == "form-problem"
        words = ["Choose a visit", WRONG_REPLY, "Choose a day"]
        assert page.locator(".form-problem a").all_text_contents() == words
        assert page.locator(".field-error").all_text_contents() == [f"Error: {each}" for each in words]
        assert page.locator("#field-reply_to").get_attribute("aria-describedby") == "error-reply_to hint-reply_to"
        assert page.locator("#field-reply_to").get_attribute("aria-invalid") == "true"
        assert page.get_by_label("Your name").input_value() == "Ada <b>"

        page.get_by_label("Telehealth").check()
        page.get_by_label("Phone or email").fill("313-555-0100")
        page.get_by_role("button", name="Send the request").click()

        assert page.locator(".form-problem a").all_text_contents() == ["Choose a day"]
        assert page.locator(".field-error").count() == 1
        assert page.locator("#field-reply_to").get_attribute("aria-describedby") == "hint-reply_to"
        page.get_by_label("Monday").check()
        page.get_by_role("button", name="Send the request").click()
        page.wait_for_url(f"{HOST}/thanks/")

        assert [entries["name"] for entries in visit.delivered] == [["Ada <b>"]]


@pytest.mark.matrix
@pytest.mark.parametrize(
    "viewport", few([PHONE, DESKTOP, ViewportSize(width=320, height=256)]), ids=["phone", "desktop", "zoom"]
)
def test_a_link_of_the_summary_leads_to_the_question_in_sight(
    viewport: ViewportSize, browser: Browser, form_site: FormSite
) -> None:
    hidden = []
    with visitor(browser, form_site, viewport) as visit:
        page = visit.page
        page.goto(BOOKING)
        page.get_by_role("button", name="Send the request").click()
        for link in page.locator(".form-problem a").all():
            link.click()
            focused = page.locator(":focus")
            assert focused.get_attribute("id") == (link.get_attribute("href") or "").removeprefix("#")
            if not focused.locator("xpath=ancestor::*[contains(@class, 'field')][1]").evaluate(IN_SIGHT):
                hidden.append(link.text_content())

    assert hidden == []


@pytest.mark.parametrize("viewport", few([PHONE, DESKTOP]), ids=["phone", "desktop"])
def test_without_the_script_the_browser_stops_at_the_first_question_and_shows_it(
    viewport: ViewportSize, browser: Browser, form_site: FormSite
) -> None:
    with visitor(browser, form_site, viewport, java_script_enabled=False) as visit:
        page = visit.page
        page.goto(BOOKING)

        page.get_by_role("button", name="Send the request").click()

        assert page.url == BOOKING
        assert page.evaluate("document.activeElement.id") == "field-visit-1"
        assert page.locator(".field").first.evaluate(IN_SIGHT)
        assert visit.delivered == []


@WITH_AND_WITHOUT_SCRIPTS
def test_the_answer_of_the_receiver_begins_with_what_is_wrong_and_can_be_sent_again(
    scripts: bool, browser: Browser, form_site: FormSite
) -> None:
    with visitor(browser, form_site, java_script_enabled=scripts) as visit:
        page = visit.page
        page.goto(BOOKING)
        # As a browser would that checks nothing.
        page.locator("form").evaluate("form => { form.noValidate = true }")
        page.get_by_label("Your name").fill('"><img src=x>')
        page.get_by_label("Telehealth").check()
        page.get_by_label("Phone or email").fill("12")
        page.locator("form").evaluate("form => form.submit()")
        page.wait_for_url(f"{SERVICE}/requests")

        assert page.title().startswith("Error: Ask for a visit")
        wait_until(page, "document.activeElement.className === 'form-problem'")
        assert page.locator(".form-problem").evaluate(IN_SIGHT)
        assert page.locator(".form-problem a").all_text_contents() == [WRONG_REPLY, "Choose a day"]
        assert page.get_by_label("Your name").input_value() == '"><img src=x>'
        assert page.get_by_label("Telehealth").is_checked()
        page.get_by_label("Phone or email").fill("ada@home.example")
        page.get_by_label("Monday").check()
        page.get_by_role("button", name="Send the request").click()
        page.wait_for_url(f"{HOST}/thanks/")

        assert [entries["reply_to"] for entries in visit.delivered] == [["ada@home.example"]]


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("sender", "viewport", "scheme"),
    [
        ("script", PHONE, "light"),
        ("receiver", PHONE, "dark"),
        pytest.param("script", DESKTOP, "dark", marks=pytest.mark.matrix),
        pytest.param("receiver", DESKTOP, "light", marks=pytest.mark.matrix),
    ],
)
def test_axe_finds_no_fault_in_a_form_with_errors_and_it_fits_the_window(
    sender: str, viewport: ViewportSize, scheme: str, browser: Browser, form_site: FormSite
) -> None:
    with visitor(browser, form_site, viewport, color_scheme=scheme, bypass_csp=True) as visit:
        page = visit.page
        page.goto(BOOKING)
        if sender == "script":
            page.get_by_role("button", name="Send the request").click()
        else:
            page.locator("form").evaluate("form => form.submit()")
            page.wait_for_url(f"{SERVICE}/requests")
        page.locator(".form-problem").wait_for()
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
        found = page.evaluate(RUN, [TAGS, RULES_OF_ANY_SITE, []])

        faults = [fault for rule in found["violations"] for fault in describe(rule)]
        assert not faults, lines(faults)
        assert overflow(page) <= 0


@pytest.mark.matrix
@pytest.mark.parametrize("path", few(["booking/telehealth/", "contact/"]))
def test_a_demonstration_shows_what_is_missing_before_it_leads_on(path: str, browser: Browser, site: Site) -> None:
    with reader(browser, PHONE) as page:
        visit = watch(page, site.address)
        page.goto(site.address + path)
        page.locator(".form-next").click()

        assert page.url == site.address + path
        assert page.locator(".form-problem a").count() >= 3
        assert "Enter your name" in page.locator(".form-problem").inner_text()
        assert not visit.faults, lines(visit.faults)


def test_a_page_without_a_form_may_run_no_script(browser: Browser, site: Site) -> None:
    with reused_page(browser, PHONE) as page:
        page.goto(f"{site.address}about/")
        with page.expect_console_message(lambda said: "Content Security Policy" in said.text, timeout=20_000):
            page.evaluate(ADD_SCRIPT)


@pytest.mark.matrix
def test_was_this_page_helpful_leads_to_a_form_and_tells_nobody_which_page(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("feedback")
    lay_minimal(root)
    write_files(root, {"content/en/feedback.md": FEEDBACK})
    run = build_form_site(root, (NO_MESSAGE, f"feedback: feedback.md\n{MESSAGE}"))
    assert run.problems == []

    with visitor(browser, FormSite(run.out, pack_of(run)), bypass_csp=True) as visit:
        page = visit.page
        page.goto(f"{HOST}/sciatica/symptoms/")
        page.get_by_role("link", name="Tell us what you think of it").click()
        page.wait_for_url(f"{HOST}/feedback/")

        assert page.evaluate("document.referrer") == ""
        assert page.locator("#field-message").is_visible()
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
        found = page.evaluate(RUN, [TAGS, RULES_OF_ANY_SITE, []])
        faults = [fault for rule in found["violations"] for fault in describe(rule)]
        assert not faults, lines(faults)
