"""Files read safely, strict YAML, declared fields, and a site's own files laid over the shipped ones."""
