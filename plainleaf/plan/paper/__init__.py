"""What is made of pages for paper: QR codes, hand-outs and booklets."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.content.load import Inputs
from plainleaf.index.addresses import Addresses
from plainleaf.model.jobs import HandoutJob, PageJob, QrCodeJob
from plainleaf.plan.paper.booklets import check_booklets, make_handout_list, plan_booklets
from plainleaf.plan.paper.handouts import plan_handouts
from plainleaf.plan.paper.qr_codes import plan_qr_codes

__all__ = ["check_booklets", "make_handout_list", "plan_booklets", "plan_paper"]


def plan_paper(job: PageJob, inputs: Inputs, addresses: Addresses) -> Iterator[QrCodeJob | HandoutJob]:
    """The jobs for what the page of this job leads to on paper."""
    yield from plan_qr_codes(job)
    yield from plan_handouts(job, inputs.static_files, addresses)
