"""Tests of the word checks."""
