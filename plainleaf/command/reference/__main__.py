"""`python -m plainleaf.command.reference docs/reference/` writes the pages."""

import sys

from plainleaf.command.reference.pages import main

sys.exit(main(sys.argv[1:]))
