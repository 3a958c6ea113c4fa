"""How each language writes days, times, lists and letters, by the Common Locale Data Repository (CLDR) and Unicode."""
