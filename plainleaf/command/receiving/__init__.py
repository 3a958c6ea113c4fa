"""Receiving forms: the service, the keys of staff computers, and the inbox that opens what was received."""
