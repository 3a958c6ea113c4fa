"""The pages of docs/ that are made from the declarations which also check what people write."""
