"""Signs in Markdown that mean something else to its author than to a reader: see markdown/dialect/ for the rest."""
