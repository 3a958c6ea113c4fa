"""`host`: prints what the operator of a host has to put in place for a site."""

from __future__ import annotations

from plainleaf.command.hosting.site_facts import read_manifest
from plainleaf.command.streams import refuse
from plainleaf.content.config.read import read_config
from plainleaf.hosting import TABLE, make_served_site
from plainleaf.input.addresses.publish_places import read_publish_place
from plainleaf.options import Options
from plainleaf.problems import Report


def print_settings(options: Options, name: str, folder: str) -> int:
    """Print the settings of a host for the site that was built last. Returns the exit code: 0 or 2."""
    settings = read_config(options.root, Report()).settings
    chosen = name or settings.host
    if not chosen:
        return refuse(f"which host? Write 'host: nginx' in config.yaml, or one of: {', '.join(TABLE)}")
    host = TABLE[chosen]
    try:
        manifest = read_manifest(options)
    except OSError as error:
        return refuse(f"{error.filename or 'public'} cannot be used: {error.strerror or error}")
    if not manifest.pages():
        return refuse("the site has not been built yet. Build it first: plainleaf build")
    print(f"# {host.title}: made by 'plainleaf host {chosen}' for {manifest.site.address}")
    print(f"# {host.how}")
    if host.settings is not None:
        places = [read_publish_place(target.to) for target in settings.targets.values()]
        folders = [
            place.folder if place.account else (options.root / place.folder).resolve()
            for place in places
            if place and place.folder
        ]
        served = f"{folders[0]}/current" if folders else "/srv/www/clinic/current"
        print(host.settings(make_served_site(manifest, folder or served)), end="")
    return 0
