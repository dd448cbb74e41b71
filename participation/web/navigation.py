"""The staff pages in the bar at the top, in the order of a working day."""

from dataclasses import dataclass

from flask import request, url_for

from participation.access import Permission


@dataclass(frozen=True)
class StaffPage:
    """One entry of the bar."""

    label: str
    endpoint: str
    permission: Permission
    below: str = ""

    @property
    def url(self) -> str:
        """Where it leads."""
        return url_for(self.endpoint)

    @property
    def current(self) -> bool:
        """Whether this request is of that page or one below it (`below` where that has another address)."""
        return request.path.startswith((self.url, self.below or self.url))


STAFF_PAGES = (
    StaffPage("Inbox", "moderation.inbox", Permission.READ_RESPONSES, below="/staff/read/"),
    StaffPage("Safeguarding", "safeguarding.index", Permission.READ_RESPONSES),
    StaffPage("Themes", "themes.code_book", Permission.CODE_THEMES),
    StaffPage("Promises", "promises.index", Permission.READ_PROMISES),
    StaffPage("Reports", "reports.index", Permission.READ_REPORTS),
    StaffPage("Imports", "imports.index", Permission.IMPORT_RESPONSES),
    StaffPage("Council", "council.edit", Permission.MANAGE_COUNCIL),
    StaffPage("Languages", "languages.index", Permission.APPROVE_TEXTS),
    StaffPage("People", "accounts.people", Permission.MANAGE_PEOPLE),
    StaffPage("Audit", "audit.events", Permission.READ_AUDIT),
)
