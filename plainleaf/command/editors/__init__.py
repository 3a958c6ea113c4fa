"""What plainleaf tells other programs in which people write: a shell, an editor."""
