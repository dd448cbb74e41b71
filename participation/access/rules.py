"""One table of permissions. What is not granted here is refused (trust.md, "Deny by default")."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass


class Role(enum.StrEnum):
    """What a member of staff does here."""

    WORKER = "worker"
    LEAD = "lead"
    LEADER = "leader"
    ADMIN = "admin"
    PARTNER = "partner"


class Permission(enum.StrEnum):
    """What a page or an action needs."""

    USE_STAFF_PAGES = "use_staff_pages"
    READ_RESPONSES = "read_responses"
    MODERATE = "moderate"
    REPLY = "reply"
    ASK_IDENTITY = "ask_identity"
    AGREE_IDENTITY = "agree_identity"
    FREEZE_CODE = "freeze_code"
    CODE_THEMES = "code_themes"
    EDIT_CODE_BOOK = "edit_code_book"
    READ_PROMISES = "read_promises"
    MAKE_PROMISES = "make_promises"
    READ_REPORTS = "read_reports"
    IMPORT_RESPONSES = "import_responses"
    APPROVE_PUBLIC_IMPORT = "approve_public_import"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_COUNCIL = "manage_council"
    APPROVE_TEXTS = "approve_texts"
    READ_AUDIT = "read_audit"
    SEE_ALARMS = "see_alarms"


_READING = {
    Permission.READ_RESPONSES,
    Permission.MODERATE,
    Permission.REPLY,
    Permission.ASK_IDENTITY,
    Permission.FREEZE_CODE,
    Permission.CODE_THEMES,
    Permission.EDIT_CODE_BOOK,
    Permission.READ_PROMISES,
    Permission.MAKE_PROMISES,
    Permission.READ_REPORTS,
}

GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.WORKER: frozenset({Permission.USE_STAFF_PAGES, *_READING}),
    Role.LEAD: frozenset(
        {
            Permission.USE_STAFF_PAGES,
            Permission.SEE_ALARMS,
            Permission.AGREE_IDENTITY,
            Permission.APPROVE_TEXTS,
            *_READING,
        }
    ),
    Role.LEADER: frozenset({Permission.USE_STAFF_PAGES, Permission.READ_PROMISES, Permission.READ_REPORTS}),
    Role.ADMIN: frozenset(
        {
            Permission.USE_STAFF_PAGES,
            Permission.MANAGE_PEOPLE,
            Permission.MANAGE_COUNCIL,
            Permission.APPROVE_TEXTS,
            Permission.READ_AUDIT,
            Permission.SEE_ALARMS,
            Permission.IMPORT_RESPONSES,
            Permission.APPROVE_PUBLIC_IMPORT,
        }
    ),
    Role.PARTNER: frozenset({Permission.USE_STAFF_PAGES}),
}


@dataclass(frozen=True)
class Scope:
    """Which localities someone sees, `None` being all. Of what names no locality, who sees all of them sees it too,
    and the safeguarding lead always (`not_said`), so that a child who skips that question is never nobody's.
    """

    localities: frozenset[int] | None = None
    not_said: bool = False

    def covers(self, locality: int | None) -> bool:
        """Whether something of this locality (None: "not said") lies within the scope."""
        return self.localities is None or (self.not_said if locality is None else locality in self.localities)


@dataclass(frozen=True)
class Principal:
    """Who asks: a member of staff, for the length of one request or command."""

    staff_id: int
    name: str
    role: Role
    scope: Scope


def allows(principal: Principal | None, permission: Permission) -> bool:
    """Whether this person may; nobody and unknown roles may nothing."""
    return principal is not None and permission in GRANTS.get(principal.role, frozenset())
