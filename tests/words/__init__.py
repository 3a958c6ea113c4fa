"""Tests of the reading checks."""
