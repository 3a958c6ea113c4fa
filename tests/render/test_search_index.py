"""The search index: the pages of each language, made anew when one of them changes, and nothing where nobody asked."""

from __future__ import annotations

import gzip
import json

import pytest

from tests.site_tools import CHECKOUT, BuildSite, MakeSite, Run, minimal_config, minimal_page, run_plainleaf
from tests.site_variants import SPANISH_TOO, translated_words

SEARCH = "search: yes\n"
SYMPTOMS = "sciatica/symptoms.md"
HOME = "---\ntitle: Inicio\nsummary: Hola.\n---\n\nHola.\n"
DRAFT = "---\nkind: page\ntitle: Not yet\nsummary: A draft.\ndraft: yes\n---\n\nNobody may find this.\n"


def index_of(run: Run) -> dict[str, bytes]:
    """The files of the index, by their paths."""
    folder = run.out / "search" / "index"
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def found_pages(index: dict[str, bytes]) -> dict[str, str]:
    """What Pagefind keeps of each page, by its address below the site."""
    fragments = [gzip.decompress(content) for path, content in index.items() if path.startswith("fragment/")]
    pages = [json.loads(text[text.index(b"{") :]) for text in fragments]
    return {page["url"]: page["content"] for page in pages}


def test_pages_are_found_by_their_words_and_drafts_are_not(make_site: MakeSite, build_site: BuildSite) -> None:
    files = {"config.yaml": minimal_config(more=SEARCH), "content/en/later.md": DRAFT}

    run = build_site(make_site(files=files))

    pages = found_pages(index_of(run))
    assert run.problems == []
    assert "you cannot pee" in pages["/sciatica/get-help/"]
    assert not {"/later/", "/search/", "/a-to-z/", "/thanks/"} & set(pages)
    assert not [words for words in ("Main menu", "Checked by") if words in "".join(pages.values())]


def test_each_language_has_an_index_of_its_own(make_site: MakeSite, build_site: BuildSite) -> None:
    page = "---\nkind: page\ntitle: Ayuda\nsummary: Lo que hacemos.\n---\n\nSu pierna puede doler.\n"
    files = {
        "config.yaml": minimal_config(*SPANISH_TOO, more=SEARCH),
        "templates/words/es.yaml": translated_words(),
        "content/es/index.md": HOME,
        "content/es/ayuda.md": page,
    }

    run = build_site(make_site(files=files))

    assert [problem for problem in run.problems if problem["severity"] == "error"] == []
    index = index_of(run)
    assert {path.split("_")[0] for path in index if path.startswith("fragment/")} == {"fragment/en", "fragment/es"}
    assert {"wasm.en.pagefind", "wasm.es.pagefind"} <= set(index)
    assert (run.out / "es/search/index.html").exists()


def test_an_edit_makes_the_index_that_a_clean_build_makes(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site(files={"config.yaml": minimal_config(more=SEARCH)})
    before = index_of(build_site(root))

    unchanged = index_of(build_site(root))
    (root / "content/en" / SYMPTOMS).write_text(
        minimal_page(SYMPTOMS, ("a burning feeling", "a stinging feeling")), "utf-8"
    )
    edited = index_of(build_site(root))

    assert unchanged == before
    assert "a stinging feeling" in found_pages(edited)["/sciatica/symptoms/"]
    assert edited == index_of(build_site(root, "--clean"))


def test_a_page_that_is_gone_is_no_longer_found(make_site: MakeSite, build_site: BuildSite) -> None:
    page = "---\nkind: page\ntitle: Parking\nsummary: Where to park.\n---\n\nBehind the house.\n"
    root = make_site(files={"config.yaml": minimal_config(more=SEARCH), "content/en/parking.md": page})
    assert "/parking/" in found_pages(index_of(build_site(root)))

    (root / "content/en/parking.md").unlink()

    assert "/parking/" not in found_pages(index_of(build_site(root)))


def test_a_site_has_no_search_unless_it_asks(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site(files={"config.yaml": minimal_config(more=SEARCH)})
    assert (build_site(root).out / "search").is_dir()

    (root / "config.yaml").write_text(minimal_config(), "utf-8")
    run = build_site(root)

    assert not (run.out / "search").exists()
    assert not list(run.out.rglob("search*.js"))
    assert "wasm" not in (run.out / "_headers").read_text("utf-8")


def test_only_the_search_page_may_run_the_search(make_site: MakeSite, build_site: BuildSite) -> None:
    run = build_site(make_site(files={"config.yaml": minimal_config(more=SEARCH)}))

    allowed = [path for path in run.out.rglob("*.html") if "wasm-unsafe-eval" in path.read_text("utf-8")]

    assert allowed == [run.out / "search/index.html"]
    # Hosts send one policy for all addresses, and a browser holds a page to both.
    assert "'wasm-unsafe-eval'; connect-src 'self'" in (run.out / "_headers").read_text("utf-8")


def test_a_check_makes_no_index(make_site: MakeSite) -> None:
    root = make_site(files={"config.yaml": minimal_config(more=SEARCH)})

    run = run_plainleaf("check", "--root", root, out=root / "public")

    assert run.code == 0
    assert not run.out.exists()


def test_no_module_in_the_folder_of_a_site_is_run(
    make_site: MakeSite, build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import pathlib\npathlib.Path('executed').write_text('')\n"
    root = make_site(files={"config.yaml": minimal_config(more=SEARCH), "pagefind.py": code, "asyncio.py": code})
    monkeypatch.chdir(root)

    assert index_of(build_site(root))
    assert not (root / "executed").exists()


def test_the_folder_of_the_index_is_nobody_elses(make_site: MakeSite, build_site: BuildSite) -> None:
    run = build_site(make_site(files={"static/root/search/index/notes.txt": "Mine."}))

    assert [(problem["path"], problem["rule"]) for problem in run.problems] == [
        ("static/root/search/index/notes.txt", "same-output")
    ]


def test_pages_with_a_class_of_the_sites_own_are_found(make_site: MakeSite, build_site: BuildSite) -> None:
    base = (CHECKOUT / "templates/base.html").read_text("utf-8").replace('<body class="', '<body id="top" class="mine ')
    assert "mine " in base

    run = build_site(make_site(files={"config.yaml": minimal_config(more=SEARCH), "templates/base.html": base}))

    assert "/sciatica/symptoms/" in found_pages(index_of(run))
