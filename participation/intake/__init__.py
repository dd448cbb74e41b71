"""The one way in: draft, check, submit, receipt."""
