"""`python -m plainleaf` and the command `plainleaf`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command with the arguments of this process, and return its exit code."""
    try:
        # Imported here, so that Ctrl-C during the import ends it without a traceback.
        from plainleaf.command import main as run_command
    except KeyboardInterrupt:
        return 130
    return run_command()


if __name__ == "__main__":
    sys.exit(main())
