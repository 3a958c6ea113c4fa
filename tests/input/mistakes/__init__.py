"""Tests of what is said about people's mistakes."""
