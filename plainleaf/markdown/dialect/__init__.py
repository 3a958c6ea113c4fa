"""What Markdown engines would read in different ways, found in the source."""
