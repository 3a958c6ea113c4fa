"""The real nginx and Caddy with the recipes of the documents, on a port of this machine."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.documents import DOCS, examples_in
from tests.receiver.requirements import find_program

NGINX = """
user root;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/nginx-body;
    proxy_temp_path {folder}/nginx-proxy;
    fastcgi_temp_path {folder}/nginx-fastcgi;
    uwsgi_temp_path {folder}/nginx-uwsgi;
    scgi_temp_path {folder}/nginx-scgi;
    include /etc/nginx/mime.types;
    server {{
        listen 127.0.0.1:{port};
        {recipe}
    }}
}}
"""
CADDY = """
{{
    admin unix/{folder}/caddy-admin
    auto_https off
    log {{
        output file {folder}/caddy-own.log
    }}
}}
http://127.0.0.1:{port} {{
    root * {folder}/site
    file_server
    {recipe}
}}
"""


def read_recipe(language: str, folder: Path) -> str:
    """A recipe of the documents, with the paths of a test. Its block is the first in that language."""
    examples = examples_in(DOCS / "how-to/receive-forms.md")
    recipe = next(example.text for example in examples if example.what == language)
    assert "/run/plainleaf/receiver.sock" in recipe
    assert "/srv/www/failure" in recipe
    return recipe.replace("/run/plainleaf", str(folder)).replace("/srv/www", str(folder))


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as opened:
        port: int = opened.getsockname()[1]
    return port


@contextmanager
def nginx(folder: Path) -> Iterator[int]:
    """Run nginx; gives its port. It has gone into the background when it listens."""
    program, port, file = find_program("nginx"), free_port(), folder / "nginx.conf"
    file.write_text(NGINX.format(folder=folder, port=port, recipe=read_recipe("nginx", folder)))
    command = [str(program), "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(file)]
    subprocess.run(command, check=True)
    try:
        yield port
    finally:
        subprocess.run([*command, "-s", "stop"], check=True)


@contextmanager
def caddy(folder: Path) -> Iterator[int]:
    """Run Caddy; gives its port. It has gone into the background when it listens."""
    program, port, file = find_program("caddy"), free_port(), folder / "Caddyfile"
    file.write_text(CADDY.format(folder=folder, port=port, recipe=read_recipe("caddyfile", folder)))
    said = folder / "caddy.log"
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin"}
    with said.open("w") as log:
        start = [str(program), "start", "--config", str(file), "--adapter", "caddyfile"]
        subprocess.run(start, check=True, stdout=log, stderr=log, env=environment)
        try:
            yield port
        finally:
            stop = [str(program), "stop", "--address", f"unix/{folder}/caddy-admin"]
            subprocess.run(stop, check=True, stdout=log, stderr=log, env=environment)
