"""The service that receives the forms of a site: it reads form packs, keeps sealed requests, and tells staff."""
