"""Children and young people say how things are, and something changes."""

__version__ = "0.1.0"
