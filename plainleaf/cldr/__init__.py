"""How each language writes days, times and lists, by the Common Locale Data Repository (CLDR)."""
