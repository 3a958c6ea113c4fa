"""plainleaf turns a clinic's Markdown into a website that patients can read, trust and act on."""

import sys

__version__ = "0.1.0"


def _import_msgspec() -> None:
    """Import msgspec without typing_extensions, which it prefers to the same functions in `typing`.

    That takes a tenth of a run in which nothing has changed, and comes along with watchfiles.
    """
    if "typing_extensions" in sys.modules:
        return
    # None stands for a module that is not there.
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]


_import_msgspec()
