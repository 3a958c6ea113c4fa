"""Which addresses of other websites `check --links` asks for, and where each is written."""

from __future__ import annotations

from datetime import date

import pytest

from plainleaf.command.links.targets import find_targets, is_elsewhere
from plainleaf.content.load import load
from plainleaf.content.read import read
from plainleaf.index.overview import make_directory
from plainleaf.options import Options
from plainleaf.problems import Report
from tests.site_tools import DAY, MakeSite, minimal_config, minimal_page

SYMPTOMS = "content/en/sciatica/symptoms.md"
NG59 = "https://www.nice.org.uk/guidance/ng59"


def test_addresses_in_fields_and_settings_have_their_own_lines(make_site: MakeSite) -> None:
    source = (NG59, "https://127.0.0.1:1/a")
    config = minimal_config(more="social:\n  - name: A network\n    address: https://127.0.0.1:1/b\n")
    files = {SYMPTOMS: minimal_page("sciatica/symptoms.md", source), "config.yaml": config}
    root = make_site(files=files)
    inputs = load(root, Report())
    pages = read(inputs, Report())
    directory = make_directory(inputs, pages, Options(root, root / "public", date.fromisoformat(DAY)))

    targets = find_targets(inputs, pages, directory)

    (in_source,), (in_config,) = targets["https://127.0.0.1:1/a"], targets["https://127.0.0.1:1/b"]
    line = files[SYMPTOMS].splitlines()[in_source.line - 1]
    assert (in_source.path, line[in_source.column - 1 :]) == (SYMPTOMS, '"https://127.0.0.1:1/a"}')
    assert (in_config.path, config.splitlines()[in_config.line - 1]) == (
        "config.yaml", "    address: https://127.0.0.1:1/b",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "is_there"),
    [
        ("https://doi.org/10.1136/bmj.l6273", True),
        (NG59, True),
        ("https://small-clinic.org/about/", False),
        ("https://www.small-clinic.org/about/", False),
        ("https://juniper.example/", False),
        ("https://www.example.com/", False),
        ("https://myexample.com/", True),
        ("mailto:ada@nice.org.uk", False),
        ("sciatica/index.md", False),
        ("https://[bad/", False),
    ],
)
def test_only_real_addresses_of_others_are_asked_for(address: str, is_there: bool) -> None:
    assert is_elsewhere(address, "small-clinic.org") == is_there
