"""What people write: settings, kinds of page, components, terms, and pages as they are read."""
