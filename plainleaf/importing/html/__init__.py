"""HTML to Markdown, by the library markdownify, an extra that only somebody who moves in needs."""
