"""Getting a site onto a host and back: `publish`, `rollback`, `verify` and `host`."""

from __future__ import annotations

import argparse

from plainleaf.command.site_folder import find_site
from plainleaf.options import Options
from plainleaf.state.state import Build

__all__ = ["run_hosting"]


def run_hosting(parsed: argparse.Namespace, build: Build) -> int:
    """Run one of these commands, and return its exit code. Each imports only what it needs."""
    if parsed.command == "verify":
        return _verify(parsed)
    root = find_site(parsed.root)
    if root is None:
        return 2
    options = Options(root, root / "public", getattr(parsed, "as_of", None))
    if parsed.command == "publish":
        from plainleaf.command.hosting.publish import PublishArguments, publish_site

        return publish_site(
            options, build, PublishArguments(parsed.target, parsed.force, parsed.manifest, parsed.format)
        )
    if parsed.command == "rollback":
        from plainleaf.command.hosting.rollback import roll_back

        return roll_back(options, parsed.target, parsed.to, only_lists=parsed.list)
    from plainleaf.command.hosting.host import print_settings

    return print_settings(options, parsed.name or "", parsed.folder)


def _verify(parsed: argparse.Namespace) -> int:
    from plainleaf.command.hosting.verify import VerifyArguments, verify

    chosen = VerifyArguments(parsed.url, parsed.manifest, parsed.as_of, parsed.format, parsed.minutes, parsed.patience)
    if parsed.manifest is not None:
        # Wherever somebody is who has a manifest.
        return verify(None, chosen)
    root = find_site(parsed.root)
    return 2 if root is None else verify(Options(root, root / "public", parsed.as_of), chosen)
