"""The editor in the browser: its files, and the pages and pictures that it reads and saves on this computer."""
