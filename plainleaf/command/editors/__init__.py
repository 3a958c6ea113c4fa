"""Support for the programs in which people write: a shell, an editor."""
