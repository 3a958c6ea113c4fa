"""The service that receives the forms of a site: it reads form packs, and keeps sealed requests."""
