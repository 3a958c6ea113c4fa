"""QR codes of pages: where each is, and its job."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from plainleaf.content.static_files import FINGERPRINT_LENGTH
from plainleaf.index.addresses import Addresses
from plainleaf.model.jobs import PageJob, QrCodeJob


def qr_code_path(target: str) -> str:
    """The file with the QR code of a URL. Its name depends on nothing else, so it can be cached for ever."""
    return f"assets/qr.{hashlib.sha256(target.encode()).hexdigest()[:FINGERPRINT_LENGTH]}.svg"


def plan_qr_codes(job: PageJob) -> Iterator[QrCodeJob]:
    """The job for the QR code of a page, if it shows one."""
    if job.page.qr_code:
        yield QrCodeJob(qr_code_path(job.page.canonical), job.page.canonical)


def qr_code_url(target: str, addresses: Addresses) -> str:
    """The address of the picture with the QR code of a URL."""
    return addresses.url(qr_code_path(target))
