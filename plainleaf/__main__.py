"""`python -m plainleaf`: the same as the command `plainleaf`."""

from __future__ import annotations

import sys

from plainleaf.command import main

if __name__ == "__main__":
    sys.exit(main())
