"""What the last good build saved for the next: its snapshot of all files, and where that is stored."""
