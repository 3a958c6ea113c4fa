"""Hazards: things that do harm together, such as alcohol with an opioid, in a sentence that allows or praises them."""
