"""The demonstration, word by word. An editor who changes content/ may have to change these tests, and no others."""
