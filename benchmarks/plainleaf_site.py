"""The corpus as a plainleaf site."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.corpus import PAGES_IN_A_FOLDER, CorpusPage, make_corpus
from plainleaf.new_site import SKELETON


def write_plainleaf_site(folder: Path, count: int) -> None:
    """Write a site of `count` pages and those of the skeleton."""
    shutil.copytree(SKELETON, folder)
    content = folder / "content" / "en"
    for page in make_corpus(count):
        file = content / f"{page.path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        if page.number % PAGES_IN_A_FOLDER == 0:
            part = page.number // PAGES_IN_A_FOLDER
            index = file.with_name("index.md")
            index.write_text(f"---\ntitle: Part {part}\nsummary: Pages of part {part}.\n---\n", encoding="utf-8")
        file.write_text(page_text(page), encoding="utf-8")


def page_text(page: CorpusPage) -> str:
    """A page with front matter that plainleaf, Hugo and Eleventy understand alike."""
    return f"---\ntitle: {page.title}\nsummary: {page.summary}\n---\n\n{page.body}"
