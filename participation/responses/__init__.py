"""Responses, their answers and statements, and the return code that leads back to them."""
