"""Jobs of retention."""

from participation.kernel.jobs import WaitingJob
from participation.retention.services import sweep

JOBS = (WaitingJob("delete what has been kept long enough", sweep, every=60),)
