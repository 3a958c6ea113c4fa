"""config.yaml: its declared settings, how they are read, and what in them does not fit together."""
