"""Addresses of pages and sites: types of fields, hosts that can be taken for others, time zones."""
