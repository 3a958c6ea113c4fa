"""Every host that plainleaf knows, and the settings that its operator puts in place."""
