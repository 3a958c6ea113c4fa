"""What every name on a site refers to: addresses, pages, contacts, locations and people."""
