"""The names of hosts. They are here alone, so that the command line can list them and import nothing else."""

from __future__ import annotations

# Hosts that take a site themselves, and servers that a clinic runs. hosting/hosts/table.py says what each does.
SERVICES = ("github-pages", "netlify", "cloudflare-pages", "s3")
SERVERS = ("nginx", "apache", "caddy")
HOSTS = (*SERVICES, *SERVERS)
