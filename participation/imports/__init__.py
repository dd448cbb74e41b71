"""Responses that were collected elsewhere, brought in from a CSV file with a mapping."""
