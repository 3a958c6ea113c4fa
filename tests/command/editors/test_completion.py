"""`completion`: scripts that complete commands, options, kinds and shipped files, tried in bash itself."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from plainleaf.command.parser import SHELLS
from plainleaf.content.kinds import all_kinds
from tests.site_tools import run_plainleaf

TRY = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 ))
$(complete -p plainleaf | sed 's/.*-F \\([^ ]*\\).*/\\1/')
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (("ch",), {"check"}),
        (("new", "case"), {"case-study"}),
        (("check", "--form"), {"--format"}),
        (("check", "--format", "sa"), {"sarif"}),
        (("copy", "templates/parts/foo"), {"templates/parts/footer.html"}),
        (("copy", "templates/components/inset/t"), {"templates/components/inset/template.html"}),
        (("completion", "f"), {"fish"}),
    ],
)
def test_bash_completes_what_is_typed(typed: tuple[str, ...], offered: set[str], tmp_path: Path) -> None:
    script = tmp_path / "plainleaf.bash"
    script.write_text(run_plainleaf("completion", "bash").stdout, encoding="utf-8")

    command = ["bash", "-c", TRY, "bash", str(script), "plainleaf", *typed]
    tried = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)

    assert set(tried.stdout.split()) == offered


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_every_shell_knows_commands_options_kinds_and_files(shell: str) -> None:
    result = run_plainleaf("completion", shell)

    assert result.code == 0
    for word in ("new-site", "as-of", "templates/components/care-card", *all_kinds()):
        assert word in result.stdout


def test_another_shell_is_refused() -> None:
    result = run_plainleaf("completion", "tcsh")

    assert result.code == 2
    assert "invalid choice: 'tcsh'" in result.stderr
