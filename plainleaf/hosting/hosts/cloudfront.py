"""Settings for S3 with CloudFront: the order of the uploads, a function for addresses, and the headers as a policy."""

from __future__ import annotations

import json

from plainleaf.hosting.hosts.facts import ASK, KEEP, TRANSPORT_SECURITY, ServedSite

# Headers that a policy of CloudFront has fields of its own for.
OWN_FIELDS = {"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Strict-Transport-Security"}
# The quota of CloudFront for the code of a function.
MAX_BYTES = 10 * 1024
# Files whose type 'aws s3' takes from the computer it runs on, which may not know it. They go up first, each with its
# type; the commands after them leave them alone.
UNKNOWN = (".avif", ".js", ".vtt", ".wasm", ".webmanifest", ".webp", ".woff2")
TYPED = """\
aws s3 sync public/ s3://BUCKET{prefix} --exclude "*" --include "*.??????????{ending}" --content-type "{type}" \\
  --cache-control "{keep}"
aws s3 cp public/ s3://BUCKET{prefix} --recursive --exclude "*" --include "*{ending}" \\
  --exclude "*.??????????{ending}" --content-type "{type}" --cache-control "{ask}"
"""
UPLOAD = """\
# Upload, with the name of your bucket. New files come before the pages that use them, and old ones go last. Pages are
# copied each time: 'sync' leaves out a changed file that has the same size and an older time, such as another dose.
{typed}aws s3 sync public/ s3://BUCKET{prefix} --exclude "*" --include "*.??????????.*" --exclude "*.html" \\
  --cache-control "{keep}"
aws s3 cp public/ s3://BUCKET{prefix} --recursive --exclude "_headers" --exclude "_redirects" \\
  --exclude "*.??????????.*"{known} --cache-control "{ask}"
aws s3 sync public/ s3://BUCKET{prefix} --exclude "_headers" --exclude "_redirects" --delete
aws cloudfront create-invalidation --distribution-id DISTRIBUTION --paths "{prefix}*"
"""
FUNCTION = """\
# A CloudFront function for viewer requests. S3 knows no index pages of folders and no old addresses.
var moved = {moved};
function handler(event) {{
  var request = event.request;
  // Browsers take '//' at the beginning of an address for another host, and a backslash for a slash.
  if (/[\\\\\\x00-\\x20]/.test(request.uri)) return {{ statusCode: 404, statusDescription: "Not Found" }};
  var uri = "/" + request.uri.replace(/^\\/+/, ""), to = moved[uri.replace(/\\/$/, "")];
  if (!to && !uri.endsWith("/") && uri.lastIndexOf(".") < uri.lastIndexOf("/")) to = uri + "/";
  var headers = {{ location: {{ value: to }} }};
  if (to) return {{ statusCode: 301, statusDescription: "Moved Permanently", headers: headers }};
  if (uri.endsWith("/")) request.uri = uri + "index.html";
  return request;
}}
"""


def write_cloudfront(site: ServedSite) -> str:
    """What an operator has to put in place, as text with commands."""
    page = f"{site.prefix}404.html"
    errors = [
        {
            "ErrorCode": code,
            "ResponsePagePath": page,
            "ResponseCode": "404",
            "ErrorCachingMinTTL": 60,
        }
        for code in (403, 404)
    ]
    parts = [
        _upload(site),
        _function(site),
        "# A policy for aws cloudfront create-response-headers-policy --response-headers-policy-config\n"
        + _indented(_policy(site)),
        "# Custom error responses of the distribution. There is one page for all languages.\n" + _indented(errors),
        "# In the distribution, choose 'Redirect HTTP to HTTPS' and 'Compress objects automatically'.\n",
    ]
    return "\n".join(parts)


def _upload(site: ServedSite) -> str:
    typed = {ending: type_ for ending, type_ in site.types.items() if ending in UNKNOWN}
    return UPLOAD.format(
        prefix=site.prefix,
        keep=KEEP,
        ask=ASK,
        typed="".join(
            TYPED.format(prefix=site.prefix, ending=ending, type=type_, keep=KEEP, ask=ASK)
            for ending, type_ in typed.items()
        ),
        known="".join(f' --exclude "*{ending}"' for ending in typed),
    )


def _function(site: ServedSite) -> str:
    """The function, with as many old addresses as a function may have. For the others there are pages that lead on."""
    kept: dict[str, str] = {}
    room = MAX_BYTES - len(FUNCTION.format(moved="{}").encode())
    for old, new in site.moved.items():
        # An entry comes with its indentation, a comma and a line break.
        room -= len(f"  {json.dumps(old)}: {json.dumps(new)},\n".encode())
        if room < 0:
            break
        kept[old] = new
    left = len(site.moved) - len(kept)
    note = f"# {left} old addresses are left out, as a function has {MAX_BYTES} bytes at most. Their pages lead on.\n"
    return (note if left else "") + FUNCTION.format(moved=json.dumps(kept, indent=2))


def _policy(site: ServedSite) -> dict[str, object]:
    custom = [
        {"Header": name, "Value": value, "Override": True}
        for name, value in site.headers.items()
        if name not in OWN_FIELDS
    ]
    own = {
        "ContentSecurityPolicy": {
            "Override": True,
            "ContentSecurityPolicy": site.headers.get("Content-Security-Policy", ""),
        },
        "ContentTypeOptions": {"Override": True},
        "ReferrerPolicy": {"Override": True, "ReferrerPolicy": site.headers.get("Referrer-Policy", "no-referrer")},
        "StrictTransportSecurity": {
            "Override": True,
            "AccessControlMaxAgeSec": int(TRANSPORT_SECURITY[1].partition("=")[2]),
        },
    }
    name = f"plainleaf-{site.host.replace('.', '-')}"
    return {
        "Name": name,
        "SecurityHeadersConfig": own,
        "CustomHeadersConfig": {"Quantity": len(custom), "Items": custom},
    }


def _indented(value: object) -> str:
    return json.dumps(value, indent=2) + "\n"
