"""The finished site in a real browser: what a patient sees, hears, prints and can reach by keyboard."""
