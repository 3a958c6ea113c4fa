"""What every name on a site names: addresses, pages, contacts, places and people."""
