"""The programs whose sites can be imported: one module reads a site, another converts what its pages hold."""
