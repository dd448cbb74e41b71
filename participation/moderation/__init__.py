"""Inbox, reading, taking out what identifies, decisions."""
