"""Whether a request comes from the clinic's own pages, as far as a browser says.

There is no login here, so a foreign page could not act in anybody's name; it could only send nonsense through its
visitors. A patient who is refused is worse, so whatever a browser does not say counts for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

# What Sec-Fetch-Site says of a request by a page of the same host, of one with the same domain, and by nobody's page.
OWN = ("same-origin", "same-site", "none")


def is_from_own_page(headers: Mapping[str, str], origins: Collection[str]) -> bool:
    """Whether a request may come from a page of one of `origins`, or of the receiver itself.

    The pages of a site send no referrer, and therefore `Origin: null`. Browsers of 2023 and later say the same in
    Sec-Fetch-Site, older ones nothing.
    """
    origin = headers.get("origin", "null")
    if origin in origins:
        return True
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in OWN
    return origin == "null" or origin.partition("://")[2] == headers.get("host", "")
