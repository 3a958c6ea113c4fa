"""Tests of content/language_lines."""
