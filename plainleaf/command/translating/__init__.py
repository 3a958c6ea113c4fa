"""What state each translation is in, and the marks that tell it."""
