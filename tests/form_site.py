"""The minimal site with a form that asks every type of question and is sent, built with its form packs."""

from __future__ import annotations

from pathlib import Path

from tests.form_receiver import Pack, read_pack
from tests.site_tools import Run, build_folder, lay_minimal, minimal_config, write_files

HOST, SERVICE = "https://small.example", "https://forms.example"
NONE = "booking:\n  delivery: none\n  thanks: thanks.md\n"
# A form that is sent, without its questions.
DELIVERY = f"""
  delivery: endpoint
  endpoint: {SERVICE}/requests
  allowed_hosts: [forms.example]
  agreement: yes
  thanks: thanks.md
  fields:"""
SENT = f"""booking:{DELIVERY}
    - {{name: visit, label: Which visit?, type: choice, options: [In-office, Telehealth], missing: Choose a visit}}
    - {{name: name, label: Your name, type: text, hint: As we should say it., missing: Enter your name}}
    - {{name: reply_to, label: Phone or email, type: phone-or-email, hint: Only to answer.}}
    - {{name: when, label: Which days?, type: choices, options: [Monday, "Any <b & \\"day\\""], missing: Choose a day}}
    - {{name: office, label: Which office?, type: choice, optional: yes, options: [A, B, C, D, E, F, G, H, I]}}
    - {{name: phone, label: Another number, type: phone, optional: yes}}
    - name: note
      label: What should we bring?
      type: area
      optional: yes
      justification: Staff bring what a person needs to the visit.
"""
BOOKING = "---\nkind: booking\ntitle: Ask for a visit\nsummary: We call you back.\n---\n"
GOOD = "plainleaf_page=%2Fbooking%2F&visit=Telehealth&name=Ada&reply_to=313+555+0100&when=Monday"


def build_form_site(root: Path, *changes: tuple[str, str]) -> Run:
    """Build the site in a folder, with texts of its config.yaml replaced."""
    lay_minimal(root)
    config = minimal_config((NONE, SENT), *changes, more="form_packs: yes\n")
    write_files(root, {"config.yaml": config, "content/en/booking.md": BOOKING})
    return build_folder(root)


def pack_of(run: Run) -> Pack:
    """The form pack of the booking form."""
    return read_pack((run.out / "form-packs/booking.json").read_text(encoding="utf-8"))
