"""The commands for what patients send: the receiver, the keys of staff computers, and the inbox that opens requests."""
