"""One response, and what was drawn or recorded in it."""

from participation.access import Permission
from participation.moderation.views.base import blueprint, locked, page
from participation.web.access import records, requires


@blueprint.get("/read/<int:response_id>")
@requires(Permission.READ_RESPONSES)
@records
def read(response_id: int) -> str:
    """One response; that it was opened goes on the record."""
    return page(locked(response_id))
