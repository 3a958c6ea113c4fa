"""Keys: the digest of everything that an output depends on. Same key, same bytes.

A key covers the job, the templates that it can reach, and the generator.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from plainleaf.input.shipped import Template, gather
from plainleaf.model.jobs import (
    CopyJob,
    FormPackJob,
    GalleryJob,
    HandoutJob,
    Job,
    PageJob,
    PhotoJob,
    QrCodeJob,
    RedirectJob,
    TextJob,
)
from plainleaf.state.digests import digest
from plainleaf.state.fonts import digest_fonts


class KeyMaker(Struct):
    """Makes keys. Values that many jobs share are digested once, and held here so that their id() is not reused."""

    templates: Mapping[str, Template]
    base: str
    shared: dict[int, tuple[object, str]] = field(default_factory=dict)
    reached: dict[str, str] = field(default_factory=dict)

    def key(self, job: Job) -> str:
        """The key of a job's output."""
        if isinstance(job, CopyJob):
            return job.digest
        if isinstance(job, PhotoJob):
            return job.key
        if isinstance(job, TextJob):
            return digest(job.text)
        if isinstance(job, RedirectJob):
            return digest(self.base, self._reachable("redirect.html"), job.title, job.target, self._shared(job.site))
        if isinstance(job, GalleryJob):
            return digest(self.base, self._all_templates(), job.page, job.examples, self._shared(job.site))
        if isinstance(job, HandoutJob):
            pictures = {url: picture.digest for url, picture in job.pictures.items()}
            chapters = [self._page_key(chapter) for chapter in job.chapters]
            return digest(self.base, job.path, self._page_key(job.page), pictures, chapters, digest_fonts())
        if isinstance(job, QrCodeJob):
            return digest(self.base, job.target)
        if isinstance(job, FormPackJob):
            pages = [self._page_key(page) for page in job.pages]
            return digest(self.base, job.path, job.form, job.origin, pages)
        return self._page_key(job)

    def _page_key(self, job: PageJob) -> str:
        components = sorted({use.component for use in job.prose.uses})
        templates = [self._reachable(job.template), *(self._component(name) for name in components)]
        own = (job.path, job.prose, job.page, job.anchors, job.proofs, job.link_proofs, job.standing)
        return digest(self.base, templates, self._shared(job.site), self._shared(job.terms), own)

    def _shared(self, value: object) -> str:
        known = self.shared.get(id(value))
        if known is None:
            known = self.shared[id(value)] = (value, digest(value))
        return known[1]

    def _component(self, name: str) -> str:
        # No template's name ends with a slash.
        folder = f"components/{name}/"
        if folder not in self.reached:
            texts = (self._text(f"{folder}component.yaml"), self._reachable(f"{folder}template.html"))
            self.reached[folder] = digest(*texts)
        return self.reached[folder]

    def _all_templates(self) -> str:
        return self.reached.setdefault("", digest(sorted((name, self._text(name)) for name in self.templates)))

    def _text(self, name: str) -> str | None:
        """The text of a template; None if there is none, which differs from an empty one."""
        template = self.templates.get(name)
        return template.text if template else None

    def _reachable(self, name: str) -> str:
        """The digest of a template with all that it extends, includes, imports or shares."""
        if name not in self.reached:
            found = gather(name, self.templates)
            texts = None if found is None else [(each, self._text(each)) for each in sorted(found)]
            self.reached[name] = self._all_templates() if texts is None else digest(texts)
        return self.reached[name]
