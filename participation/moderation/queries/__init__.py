"""Reads for the inbox and for the page that shows one response."""
