"""What people write: settings, kinds of page, components, terms, and the pages themselves."""
