"""The values that templates read, prose with its components, jobs and outputs."""
