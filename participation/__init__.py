"""Children and young people say how things are, and something changes."""
