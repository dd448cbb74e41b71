"""The code book and the codes that people give to statements."""
