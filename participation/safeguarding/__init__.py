"""Who is told at once when a text may mean danger."""
