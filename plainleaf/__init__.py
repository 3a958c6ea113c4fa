"""plainleaf turns a clinic's Markdown into a website that patients can read, trust and act on."""

__version__ = "0.1.0"
