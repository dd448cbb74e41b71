"""The web's common parts: permission decorators, sessions, headers, errors, template globals."""
