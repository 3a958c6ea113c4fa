"""What finished pages load from elsewhere or run by themselves."""
