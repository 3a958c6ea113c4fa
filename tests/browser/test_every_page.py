"""What holds for every page of the shipped site.

Other languages differ in their words alone, so a page of each kind stands for the others of its language.
"""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser

from tests.browser.layout import MODES, find_layout_faults, one_translated_of_each_kind
from tests.browser.served_site import Site
from tests.browser.visits import PHONE, SMALL_PHONE, lines, reader, reused_page, watch

pytestmark = pytest.mark.browser

# The gallery shows staff the components; search engines do not read it.
FOR_STAFF = "gallery/"
FORM_SCRIPT = re.compile(r' src="/clinic/scripts/form\.\w+\.js" defer')
SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)


def test_every_page_fits_a_small_phone_asks_no_other_site_and_gives_the_browser_nothing_to_complain_of(
    browser: Browser, site: Site
) -> None:
    with reader(browser, SMALL_PHONE, bypass_csp=True) as page:
        visit = watch(page, site.address)

        for path in (*site.pages, *one_translated_of_each_kind(site)):
            response = page.goto(site.address + path)
            if response is None or response.status != 200:
                visit.faults.append(f"{path}: is not there")
            visit.faults.extend(f"{path}: {fault}" for fault in find_layout_faults(page, MODES["small-phone"]))

        assert len(site.pages) > 40
        assert not visit.faults, lines(visit.faults)


def test_a_wrong_address_gets_a_page_that_leads_back(browser: Browser, site: Site) -> None:
    with reused_page(browser, PHONE) as page:
        response = page.goto(f"{site.address}sciatica/no-such-page/deeper/")

        assert response is not None
        assert response.status == 404
        page.locator("main a").first.click()
        assert page.url == site.address


def test_every_page_for_patients_has_structured_data_and_no_script_but_that_of_a_form(site: Site) -> None:
    faults = []
    for path in site.every():
        scripts = SCRIPT.findall(site.read(path))
        kinds = [attributes for attributes, _ in scripts if not FORM_SCRIPT.fullmatch(attributes)]
        expected = [] if path.startswith(FOR_STAFF) else [' type="application/ld+json"']
        if kinds != expected or not all(json.loads(text)["@graph"] for _, text in scripts if text):
            faults.append(f"{path}: has scripts of the kinds {kinds}")

    assert not faults, lines(faults)
