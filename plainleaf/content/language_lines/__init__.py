"""Offers of help in the languages that people with limited English speak most in the clinic's state."""
