"""The addresses of a planned site: clashes, redirects, and those that are gone."""
