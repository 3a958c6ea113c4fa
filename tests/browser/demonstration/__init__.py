"""The demonstration in a browser, by its own words."""
