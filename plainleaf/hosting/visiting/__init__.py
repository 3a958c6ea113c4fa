"""Reading a live site as a stranger would, and comparing it with its manifest."""
