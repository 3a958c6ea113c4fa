"""`completion`: scripts that complete commands, options, kinds and shipped files, tried in the shells themselves."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from plainleaf.command.parser import SHELLS
from plainleaf.content.kinds import all_kinds
from tests.examples import few
from tests.site_tools import run_plainleaf

TRY = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 ))
$(complete -p plainleaf | sed 's/.*-F \\([^ ]*\\).*/\\1/')
printf '%s\\n' "${COMPREPLY[@]}"
"""


# Completion is on in a shell of its own, in which one key writes what is on the command line into a file and ends it.
ZSHRC = """
fpath=($ZDOTDIR $fpath)
autoload -U compinit
compinit -u -D
show() { print -r -- "$BUFFER" > $ZDOTDIR/shown; exit }
zle -N show
bindkey '^T' show
print REA""DY
"""
# Presses the tab key, then that key.
PRESS = """
zmodload zsh/zpty
zpty shell zsh -i
while zpty -r shell line; do [[ $line == *READY* ]] && break; done
zpty -w -n shell "$1"$'\\t\\x14'
while zpty -r shell line; do :; done
"""
CASES = [
    (("ch",), {"check"}),
    (("new", "case"), {"case-study"}),
    (("check", "--form"), {"--format"}),
    (("check", "--format", "sa"), {"sarif"}),
    (("copy", "templates/parts/foo"), {"templates/parts/footer.html"}),
    (("copy", "templates/components/inset/t"), {"templates/components/inset/template.html"}),
    (("completion", "f"), {"fish"}),
]
IDS = [" ".join(typed) for typed, _ in CASES]
each_case = pytest.mark.parametrize(("typed", "offered"), CASES, ids=IDS)
# This shell takes its time.
each_case_in_matrix = pytest.mark.parametrize(("typed", "offered"), few(CASES, 2), ids=IDS)


def needs(shell: str) -> pytest.MarkDecorator:
    """Skips a test where a shell is not installed."""
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"needs {shell}")


def write_script(shell: str, file: Path) -> Path:
    """The file with the script for a shell."""
    file.write_text(run_plainleaf("completion", shell).stdout, encoding="utf-8")
    return file


def run_shell(*command: str | Path) -> str:
    """What a command prints. It must not wait for anybody, and not read what the user has configured."""
    done = subprocess.run(
        [*map(str, command)], capture_output=True, text=True, timeout=60, check=True, stdin=subprocess.DEVNULL
    )
    return done.stdout


@needs("bash")
@each_case
def test_bash_completes_what_is_typed(typed: tuple[str, ...], offered: set[str], tmp_path: Path) -> None:
    script = write_script("bash", tmp_path / "plainleaf.bash")

    assert set(run_shell("bash", "-c", TRY, "bash", script, "plainleaf", *typed).split()) == offered


@needs("fish")
@each_case
def test_fish_completes_what_is_typed(typed: tuple[str, ...], offered: set[str], tmp_path: Path) -> None:
    script = write_script("fish", tmp_path / "plainleaf.fish")
    ask = f"function plainleaf; end; source {script}; complete -C '{shlex.join(('plainleaf', *typed))}'"

    lines = run_shell("env", f"HOME={tmp_path}", "fish", "--no-config", "-c", ask).splitlines()

    assert {line.partition("\t")[0] for line in lines} == offered


@needs("zsh")
@each_case_in_matrix
def test_zsh_completes_what_is_typed(typed: tuple[str, ...], offered: set[str], tmp_path: Path) -> None:
    write_script("zsh", tmp_path / "_plainleaf")
    (tmp_path / ".zshrc").write_text(ZSHRC, encoding="utf-8")

    run_shell("env", f"ZDOTDIR={tmp_path}", "zsh", "-f", "-c", PRESS, "zsh", shlex.join(("plainleaf", *typed)))

    (word,) = offered
    expected = shlex.join(("plainleaf", *typed[:-1], word))
    assert (tmp_path / "shown").read_text(encoding="utf-8").rstrip() == expected


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
