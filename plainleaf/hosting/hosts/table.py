"""Every host that plainleaf knows, in one table: what it cannot do, and how a site gets there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from plainleaf.hosting.hosts.apache import write_apache
from plainleaf.hosting.hosts.caddy import write_caddy
from plainleaf.hosting.hosts.cloudfront import write_cloudfront
from plainleaf.hosting.hosts.facts import ServedSite
from plainleaf.hosting.hosts.nginx import write_nginx


class Host(Struct, frozen=True):
    """A host. `title` is its name for people, and `how` says in a few sentences how a site gets there.

    `settings` writes what its operator has to put in place; None where the files of the site say all of it. It
    `sends_headers` if it sends those of the site, and has a page for wrong addresses in each language (`by_language`)
    or one for all. It `drops_html` if it serves page.html at /page.
    """

    title: str
    how: str
    settings: Callable[[ServedSite], str] | None = None
    sends_headers: bool = True
    by_language: bool = True
    drops_html: bool = False


PUBLISH = "Publish with: plainleaf publish NAME, after naming the server's folder under 'targets' in config.yaml."
TABLE: Mapping[str, Host] = {
    "github-pages": Host(
        "GitHub Pages",
        "Push the site's sources: the workflow .github/workflows/publish.yml builds the site, uploads public/ with "
        "actions/upload-pages-artifact, and publishes it. Under Settings, Pages, choose the source 'GitHub Actions'. "
        "GitHub Pages sends no headers of your own, but the security policy is in every page as well, and old "
        "addresses lead on by a page. Wrong addresses get one page for all languages.",
        sends_headers=False,
        by_language=False,
    ),
    "netlify": Host(
        "Netlify",
        "Connect the repository. The build command is 'plainleaf build', the folder to publish 'public'. Netlify reads "
        "_headers and _redirects there. Turn off 'Pretty URLs' and all else that changes pages after a build. "
        "To upload by hand instead: netlify deploy --prod --dir public",
    ),
    "cloudflare-pages": Host(
        "Cloudflare Pages",
        "Connect the repository. The build command is 'pip install -r requirements.txt && plainleaf build', the output "
        "folder 'public'. Cloudflare reads _headers and _redirects there, and the nearest 404.html. Turn off what "
        "changes pages, such as 'Email Address Obfuscation' and 'Rocket Loader'. A file may have 25 MiB at most. To "
        "upload by hand instead: npx wrangler pages deploy public",
        drops_html=True,
    ),
    "s3": Host(
        "S3 with CloudFront",
        "Run the commands that 'plainleaf host s3' prints: files with a digest in their names first, then the pages, "
        "and what is gone last, so that no page asks for a file that is not there.",
        write_cloudfront,
        by_language=False,
    ),
    "nginx": Host(
        "nginx",
        f"Get a certificate (certbot certonly --nginx), then put this into /etc/nginx/conf.d/. {PUBLISH}",
        write_nginx,
    ),
    "apache": Host(
        "Apache",
        f"Get a certificate (certbot certonly --apache), put this into /etc/apache2/sites-available/, and turn it on: "
        f"a2enmod headers ssl, then a2ensite. {PUBLISH}",
        write_apache,
    ),
    "caddy": Host("Caddy", f"Put this into the Caddyfile. {PUBLISH}", write_caddy),
}
