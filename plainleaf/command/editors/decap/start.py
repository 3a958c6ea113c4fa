"""`editor`: edit pages in a browser, on this computer; or write the editor's folder for people who sign in."""

from __future__ import annotations

import argparse
from pathlib import Path

from plainleaf.command.editors.decap.bundle import VERSION, BundleError, fetch_bundle, find_bundle, keep_bundle
from plainleaf.command.editors.decap.folder import hosted_files, local_files, local_policy
from plainleaf.command.streams import refuse
from plainleaf.content.config.read import read_config
from plainleaf.input.opening import replace_file
from plainleaf.options import Options
from plainleaf.preview import Editor, ServeArguments, serve
from plainleaf.problems import Report
from plainleaf.state.snapshot import INPUTS
from plainleaf.state.state import Build


def run_editor(parsed: argparse.Namespace, options: Options, build: Build) -> int:
    """Do what the command was asked for. Returns the exit code: 0, or 2 if it cannot be done."""
    try:
        if parsed.fetch or parsed.bundle:
            file = keep_bundle(parsed.bundle.read_bytes()) if parsed.bundle else fetch_bundle()
            print(f"Decap CMS {VERSION} is in {file}. Now the editor can start: plainleaf editor")
            return 0
        if parsed.out:
            return _write(options.root, parsed.out)
        bundle = find_bundle()
    except BundleError as error:
        return refuse(str(error))
    except OSError as error:
        return refuse(f"{parsed.bundle} cannot be read: {error.strerror or error}")
    editor = Editor(local_files(options.root, bundle), local_policy)
    return serve(options, build, ServeArguments("127.0.0.1", parsed.port, parsed.open, editor))


def _write(root: Path, out: Path) -> int:
    """Write the editor for people who sign in. Raises BundleError."""
    setting = read_config(root, Report()).settings.editor
    if setting is None:
        return refuse("config.yaml does not say where people sign in. Add 'editor:' with 'service' and 'repository'.")
    # Its scripts may change the site, so they share no address with the pages of patients or their sources.
    taken = [(root / name).resolve() for name in ("public", *INPUTS)]
    if out.resolve() == root.resolve() or any(map(out.resolve().is_relative_to, taken)):
        return refuse(f"{out} has the site or its sources. Name a folder that gets an address of its own.")
    bundle = find_bundle()
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in hosted_files(root, setting, bundle).items():
            replace_file(out / name, content)
    except OSError as error:
        return refuse(f"{out} cannot be written: {error.strerror or error}")
    print(f"The editor is in {out}. Publish it at an address of its own, over https.")
    return 0
