"""Jobs of the record."""

from participation.audit.services import append_chain
from participation.kernel.jobs import Job

JOBS = (Job("chain the audit events", append_chain),)
