"""HTML elements that are more than text, and what stands in for those that show another site."""

from __future__ import annotations

from urllib.parse import urlsplit

from plainleaf.patterns import lazy_pattern

# These cannot become text, so they stay as they are and are listed.
PROGRAMS = ("form", "video", "audio", "object", "embed", "canvas", "svg", "math", "map", "input", "button", "select")
YOUTUBE = lazy_pattern(r"(?:youtube(?:-nocookie)?\.com/(?:embed/|watch\?v=)|youtu\.be/)([\w-]{6,20})")
VIMEO = lazy_pattern(r"vimeo\.com/(?:video/)?(\d{5,12})")


def video_link(address: str) -> str:
    """A link to the page of a video that was shown inside the page; for anything else, a link to the address."""
    if found := YOUTUBE.search(address):
        return f"[Watch the video on YouTube](https://www.youtube.com/watch?v={found.group(1)})"
    if found := VIMEO.search(address):
        return f"[Watch the video on Vimeo](https://vimeo.com/{found.group(1)})"
    try:
        host = urlsplit(address.strip()).hostname
    except ValueError:
        return ""
    return f"[See {host}]({address.strip()})" if host and address.strip().startswith(("https://", "http://")) else ""
