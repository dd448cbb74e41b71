"""Replies both ways between the team and a young person."""
