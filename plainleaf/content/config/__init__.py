"""config.yaml: its declared settings, reading them, and checking that they fit together."""
