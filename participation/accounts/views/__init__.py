"""The pages of sign-in, of one's own account, and of people."""

from participation.accounts.views import account, people, sign_in
from participation.accounts.views.base import blueprint
from participation.accounts.views.sessions import use_staff_sessions

__all__ = ["account", "blueprint", "people", "sign_in", "use_staff_sessions"]
