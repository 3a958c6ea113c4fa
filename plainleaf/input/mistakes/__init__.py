"""What people meant: YAML that cannot be read, values in another format, names of other programs. See each module.

Imported only when something is wrong, which is rare.
"""
