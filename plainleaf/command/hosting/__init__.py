"""Getting a site onto a host and back: `publish`, `rollback` and `host`."""

from __future__ import annotations

import argparse

from plainleaf.command.site_folder import find_site
from plainleaf.options import Options
from plainleaf.state.state import Build

__all__ = ["run_hosting"]


def run_hosting(parsed: argparse.Namespace, build: Build) -> int:
    """Run one of these commands, and give its exit code. Each imports only what it needs."""
    root = find_site(parsed.root)
    if root is None:
        return 2
    options = Options(root, root / "public", getattr(parsed, "as_of", None))
    if parsed.command == "publish":
        from plainleaf.command.hosting.publish import PublishWish, publish_site

        return publish_site(options, build, PublishWish(parsed.target, parsed.force, parsed.manifest, parsed.format))
    if parsed.command == "rollback":
        from plainleaf.command.hosting.rollback import roll_back

        return roll_back(options, parsed.target, parsed.to, only_lists=parsed.list)
    from plainleaf.command.hosting.host import print_settings

    return print_settings(options, parsed.name or "", parsed.folder)
