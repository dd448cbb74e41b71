"""Names and safe contacts: sealed, in a table of their own, opened by two people with a reason."""
