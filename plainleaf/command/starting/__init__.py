"""Starting a clinic's site, and checking whether an installation works."""
