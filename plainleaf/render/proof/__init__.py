"""Proof: that a finished page shows each set of red flags whole, in order and in sight, before any way to book.

A page that may link to a set instead of showing it has a visible link whose words say where it leads.

This checks what patients get, not what the source says: a template, a component or a style sheet of the site could
have dropped a sign. The HTML is parsed by selectolax, the site's own style sheets by tinycss2.
"""

from plainleaf.render.proof.page import prove

__all__ = ["prove"]
