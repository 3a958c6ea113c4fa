"""What the last good build left for the next: its snapshot of all files, and the store that holds it."""
