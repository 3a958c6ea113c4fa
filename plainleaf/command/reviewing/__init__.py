"""Reviews: who has read a page or a set of red flags and signs it, and whom the Git host asks."""
