"""Jobs of the record."""

from participation.audit.services import append_chain, check_next
from participation.kernel.jobs import Job

JOBS = (Job("chain the audit events", append_chain), Job("check the audit chain", check_next))
