"""What a page is based on: whether its sources can be found, are still to come, or have been overtaken."""
