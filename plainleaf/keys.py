"""Keys: the digest of everything that an output depends on. Same key, same bytes.

A key covers the job, the templates that it can reach, and the generator.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from plainleaf.digests import digest
from plainleaf.jobs import CopyJob, GalleryJob, Job, PageJob, RedirectJob, TextJob
from plainleaf.load import Inputs

REACHES = re.compile(r"\{%-?\s*(?:extends|include|import|from)\s+([^%]*?)%\}")
# The word alone, too: who gives the function another name may call it with anything.
SHARES = re.compile(r"\bshared\b(\s*\(\s*(?:\"[^\"]+\"|'[^']+')\s*\))?")
LITERAL = re.compile(r"[\"']([^\"']+)[\"']")


class KeyMaker(Struct):
    """Makes keys. Values that many jobs share are digested once; they are kept so that their ids stay theirs."""

    templates: Mapping[str, str]
    base: str
    shared: dict[int, tuple[object, str]] = field(default_factory=dict)
    reached: dict[str, str] = field(default_factory=dict)

    def key(self, job: Job) -> str:
        """The key of a job's output."""
        if isinstance(job, CopyJob):
            return job.digest
        if isinstance(job, TextJob):
            return digest(job.text)
        if isinstance(job, RedirectJob):
            return digest(self.base, self._reachable("redirect.html"), job.title, job.target, self._shared(job.site))
        if isinstance(job, GalleryJob):
            return digest(self.base, self._all_templates(), job.page, job.examples, self._shared(job.site))
        return self._page_key(job)

    def _page_key(self, job: PageJob) -> str:
        components = sorted({use.component for use in job.prose.uses})
        templates = [self._reachable(job.template), *(self._component(name) for name in components)]
        own = (job.path, job.prose, job.page, job.anchors)
        return digest(self.base, templates, self._shared(job.site), self._shared(job.terms), own)

    def _shared(self, value: object) -> str:
        known = self.shared.get(id(value))
        if known is None:
            known = self.shared[id(value)] = (value, digest(value))
        return known[1]

    def _component(self, name: str) -> str:
        folder = f"components/{name}/"
        declared = self.templates.get(f"{folder}component.yaml", "")
        return digest(declared, self._reachable(f"{folder}template.html"))

    def _all_templates(self) -> str:
        return self.reached.setdefault("", digest(sorted(self.templates.items())))

    def _reachable(self, name: str) -> str:
        """The digest of a template with all that it extends, includes or imports."""
        if name not in self.reached:
            found: dict[str, str] = {}
            is_known = self._gather(name, found)
            self.reached[name] = digest(sorted(found.items())) if is_known else self._all_templates()
        return self.reached[name]

    def _gather(self, name: str, found: dict[str, str]) -> bool:
        """Gather templates into `found`; False when one is named by an expression, so that it could be any."""
        if name in found:
            return True
        found[name] = text = self.templates.get(name, "")
        for reference in (*REACHES.findall(text), *SHARES.findall(text)):
            names = LITERAL.findall(reference.split(" import ")[0])
            if not names or not all(self._gather(each, found) for each in names):
                return False
        return True


def make_key_maker(inputs: Inputs, generator: str) -> KeyMaker:
    """A key maker for a site; `generator` is the digest of plainleaf itself."""
    texts = {name: template.text for name, template in inputs.templates.items()}
    return KeyMaker(texts, digest(generator, inputs.settings.allowed_html, inputs.settings.markdown))
