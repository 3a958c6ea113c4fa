"""Tests of days and times in each language."""
