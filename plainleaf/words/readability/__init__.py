"""How hard a text is to read: syllables as they are said, and the grades that follow from them."""
