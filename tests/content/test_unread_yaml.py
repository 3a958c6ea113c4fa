"""Files of YAML that nothing reads, where a file of the right name is there as well."""

from __future__ import annotations

from pathlib import Path

from plainleaf.content.sources import find_unread_yaml


def test_nobody_is_told_to_write_over_a_file_that_is_there(tmp_path: Path) -> None:
    for name in ("terms.yaml", "sciatica/terms.yml", "words.yml"):
        file = tmp_path / "content/en" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("[]\n", "utf-8")

    assert {each.place.path: each.fix for each in find_unread_yaml(tmp_path, ("en",))} == {
        "content/en/sciatica/terms.yml": (
            "content/en/terms.yaml is there already: move what it lacks into that file, and delete this one."
        ),
        "content/en/words.yml": "Rename it to content/en/words.yaml.",
    }
