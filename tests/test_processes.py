"""Processes: what they are started with. What they do stands in test_workers.py."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.site_tools import CHECKOUT, write_files

# Says from where two processes have their plainleaf.
ASKING = f"""
import sys
sys.path.insert(0, {str(CHECKOUT)!r})
from plainleaf.processes import Processes
from tests.errands import find_modules, make_desk

if __name__ == "__main__":
    pool = Processes(2, 10)
    print(*set(pool.map(find_modules, make_desk, range(100))))
    pool.close(wait_for_work=True)
"""


def test_processes_have_the_same_plainleaf_whatever_lies_in_the_current_folder(tmp_path: Path) -> None:
    decoys = {f"here/plainleaf/{name}.py": "" for name in ("__init__", "cli", "render_job")}
    write_files(tmp_path, {**decoys, "asking.py": ASKING})

    answer = subprocess.run(
        [sys.executable, tmp_path / "asking.py"], cwd=tmp_path / "here", capture_output=True, text=True, check=False
    )

    assert (answer.stdout.strip(), answer.stderr) == (str(CHECKOUT / "plainleaf" / "__init__.py"), "")
