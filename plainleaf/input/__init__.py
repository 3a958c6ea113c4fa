"""Safe file reading, strict YAML, declared fields, and a site's own files layered over the shipped ones."""
