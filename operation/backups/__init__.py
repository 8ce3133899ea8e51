"""Backups: one tar file with database, files, settings without secrets, and a manifest of what must be in it."""
