"""Starting a clinic's site, and looking whether an installation is in order."""
