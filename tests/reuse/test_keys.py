"""Keys: an output is reused only if nothing that it was made from, or is held against, has changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from plainleaf.model.jobs import PageJob
from plainleaf.reuse.keys import KeyMaker
from tests.content.test_static_files import load_last_build
from tests.site_stages import plan_site
from tests.site_tools import CHECKOUT, MakeSite, build_folder, files_of, lay_minimal, minimal_page, write_files

# What changes neither the output nor what it is held against.
ELSEWHERE = {"problems", "headings", "consulted"}
WORDS = "content/en/words.yaml"

PRINT_KEYS = """
from pathlib import Path
from plainleaf.model.jobs import PageJob
from plainleaf.reuse.keys import KeyMaker
from tests.site_stages import plan_site

jobs = plan_site(Path.cwd()).jobs
print(*(KeyMaker({}, "").key(job) for job in jobs if isinstance(job, PageJob) and (job.proofs or job.link_proofs)))
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> PageJob:
    """The job of a page with a component."""
    root = tmp_path_factory.mktemp("keys") / "site"
    lay_minimal(root)
    return plan_site(root).job("sciatica/index.html")


def changed(job: PageJob, name: str) -> PageJob:
    """The job with another value in one field."""
    inner = {"prose": "markdown", "page": "title", "site": "name"}
    value: Any = replace(getattr(job, name), **{inner[name]: "other"}) if name in inner else "kinds/other.html"
    return replace(job, **{name: value})


@pytest.mark.parametrize("name", PageJob.__struct_fields__)
def test_every_field_of_a_page_that_matters_is_in_its_key(name: str, page: PageJob) -> None:
    key, other = KeyMaker({}, "").key(page), KeyMaker({}, "").key(changed(page, name))

    assert (key == other) == (name in ELSEWHERE)


def test_the_words_of_a_site_are_among_the_facts_that_plans_depend_on(tmp_path: Path) -> None:
    root = tmp_path / "site"
    lay_minimal(root)
    build_folder(root)
    before = load_last_build(root).facts

    write_files(root, {WORDS: "help_links: [what we see]\n"})
    build_folder(root)

    assert load_last_build(root).facts != before


def test_keys_do_not_depend_on_the_order_of_sets_which_differs_from_process_to_process(make_site: MakeSite) -> None:
    pages = {name: text for name, text in files_of("red-flags-lost").items() if name.startswith("content/")}
    booking = {f"content/en/book-{number}.md": minimal_page("booking.md") for number in range(6)}
    root = make_site(files={**pages, **booking})
    command, path = [sys.executable, "-c", PRINT_KEYS], os.pathsep.join((str(CHECKOUT), *sys.path))

    keys = [
        subprocess.run(
            command, cwd=root, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}, check=True, timeout=60,
            capture_output=True,
        ).stdout.split()
        for seed in ("1", "2")
    ]  # fmt: skip

    assert keys[0]
    assert keys[0] == keys[1]
