"""Getting a built site onto a host and back: its manifest, the settings of hosts, publishing, going back, verifying."""

from plainleaf.hosting.hosts.facts import make_served_site
from plainleaf.hosting.hosts.table import TABLE
from plainleaf.hosting.manifest import Ending, Manifest, SiteFacts, decode_manifest, encode_manifest, make_manifest
from plainleaf.hosting.sending.kept import RefusedError, Shelf, find_earlier, go_back, is_whole, look, time_of
from plainleaf.hosting.sending.send import is_live, send_site
from plainleaf.hosting.sending.transport import UnreachableError
from plainleaf.hosting.visiting.addresses import is_web_address
from plainleaf.hosting.visiting.deadline import end_answers
from plainleaf.hosting.visiting.findings import Finding
from plainleaf.hosting.visiting.visit import NobodyThereError, verify_site

__all__ = [
    "TABLE",
    "Ending",
    "Finding",
    "Manifest",
    "NobodyThereError",
    "RefusedError",
    "Shelf",
    "SiteFacts",
    "UnreachableError",
    "decode_manifest",
    "encode_manifest",
    "end_answers",
    "find_earlier",
    "go_back",
    "is_live",
    "is_web_address",
    "is_whole",
    "look",
    "make_manifest",
    "make_served_site",
    "send_site",
    "time_of",
    "verify_site",
]
