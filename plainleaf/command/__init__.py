"""The command line: build, check, serve, and starting a page or a site."""

from plainleaf.command.cli import main, run

__all__ = [
    "main",
    "run",
]
