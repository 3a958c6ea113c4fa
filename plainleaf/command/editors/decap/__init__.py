"""Decap CMS, an editor in the browser, set up from the declarations that read a site's files."""
