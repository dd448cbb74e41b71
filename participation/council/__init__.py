"""The council's own lists and words: localities, services, helplines, hours."""
