"""Decision aids: the options that people have, what happens to 100 people with each, and what is wrong with both."""
