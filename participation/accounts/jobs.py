"""Jobs of sign-in."""

from participation.accounts.services import clear_old
from participation.kernel.jobs import Job

JOBS = (Job("forget old sign-in sessions", clear_old, every=30),)
