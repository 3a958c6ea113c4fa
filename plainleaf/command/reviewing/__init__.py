"""Who has read a text and signs it: pages and sets of red flags, and whom the Git host asks."""
