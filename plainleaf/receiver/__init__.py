"""Receiving forms: requests are sealed on arrival, kept, and announced. Only staff computers can open them."""
