"""Receiving forms: the service."""
