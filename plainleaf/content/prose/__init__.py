"""The prose of a page: what is wrong with it that its Markdown alone shows."""
