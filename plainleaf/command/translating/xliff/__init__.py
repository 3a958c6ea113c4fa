"""Exchange with translators: a page as a file in XLIFF 2, the format of translation programs, and back."""
