"""The addresses of a planned site: clashes, redirects, pages that must be there, and those that are gone."""
