"""The type of a field that says which files may be downloaded: never what runs code, or holds keys or data."""

from __future__ import annotations

from plainleaf.input.fields import FieldType, wrong_type
from plainleaf.input.junk import is_junk, is_secret
from plainleaf.input.nodes import Node
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Report

ENDING = lazy_pattern(r"\.?[A-Za-z0-9]{1,16}")
# What a browser, a web server or the computer of whoever downloads it may run, by the ending. Some are pages: they
# would have the rights of the site's own. Then sources and settings, which nobody means to publish.
_RUN = (
    "html htm xhtml xht shtml mht mhtml xml xsl xslt svgz js mjs cjs wasm swf jar class hta htc css "
    "php php3 php4 php5 php7 phps phtml phar asp aspx ashx asmx jsp jspx cfm cgi fcgi pl pm py pyc pyw rb lua "
    "sh bash zsh fish command ps1 psm1 bat cmd com exe scr pif msi msix msp dll sys so dylib bin run app apk ipa dmg "
    "pkg deb rpm appimage vbs vbe jse ws wsf wsh reg lnk url desktop inf cpl gadget iso img vhd vhdx "
    "docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm one "
    "md markdown mdown mkd yaml yml toml ini cfg conf config htaccess log lock git sqlite"
)
RUN = frozenset(_RUN.split())


def download_ending() -> FieldType:
    """The ending of files that anybody may download, in lower case with its dot."""
    label = "an ending of files such as .docx"

    def read(node: Node, report: Report) -> str:
        value = node.value.strip() if isinstance(node.value, str) else ""
        ending = value.removeprefix("*").removeprefix(".").lower()
        if not ENDING.fullmatch(ending):
            wrong_type(node, label, report)
            return ""
        if ending in RUN or is_secret(f"a.{ending}") or is_junk(f"a.{ending}"):
            message = f"files that end in '.{ending}' are never published without a page that names them"
            fix = "Delete this line, and link to the file from a page if patients need it."
            report.add(node.place, "wrong-type", message, fix)
            return ""
        return f".{ending}"

    return FieldType(label, read, "", is_verbatim=True, schema={"type": "string"})
