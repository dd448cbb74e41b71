"""Who may do what: roles, permissions, scopes. Pure."""

from participation.access.rules import GRANTS, Permission, Principal, Role, Scope, allows

__all__ = ["GRANTS", "Permission", "Principal", "Role", "Scope", "allows"]
