"""Commands about staff: adding, signing in and out, second factor."""

from collections.abc import Iterable

import pyotp
import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlmodel import Session, col

from participation.access import Role
from participation.accounts import queries
from participation.accounts.models import Staff, StaffScope, StaffSession
from participation.accounts.rules import check_password, delay_after
from participation.audit.services import record
from participation.kernel import clock
from participation.kernel.ids import new_secret
from participation.kernel.sealing import KeyRing, place

_hasher = PasswordHasher()
_NOBODY = _hasher.hash(new_secret())
STEP_SECONDS = 30


class SignInError(Exception):
    """The sign-in was refused; the reason is the same for a wrong address and a wrong password."""


class TooSoonError(SignInError):
    """Too many failures; the next try must wait."""


class CodeNeededError(SignInError):
    """The password is right and a one-time code is needed."""


def add_staff(
    session: Session, *, email: str, name: str, role: Role, password: str, localities: Iterable[int] = ()
) -> Staff:
    """Add a member of staff; raises PasswordError."""
    email = email.strip().lower()
    staff = Staff(email=email, name=name, role=role, password_hash=_hasher.hash(check_password(password, email)))
    session.add(staff)
    session.flush()
    session.add_all(StaffScope(staff_id=staff.id or 0, locality_id=locality) for locality in localities)
    record(session, None, "added", "staff", staff.id)
    return staff


def set_password(session: Session, staff: Staff, password: str, by: int | None) -> None:
    """Give a new password and end every session; an administrator does this, on the record."""
    staff.password_hash = _hasher.hash(check_password(password, staff.email))
    staff.failures, staff.retry_after = 0, None
    end_sessions(session, staff.id or 0)
    record(session, by, "password_reset", "staff", staff.id)


def set_disabled(session: Session, staff: Staff, disabled: bool, by: int) -> None:
    """Close or re-open an account; closing ends its sessions."""
    if staff.disabled == disabled:
        return
    staff.disabled = disabled
    if disabled:
        end_sessions(session, staff.id or 0)
    record(session, by, "disabled" if disabled else "enabled", "staff", staff.id)


def set_role(session: Session, staff: Staff, role: Role, by: int) -> None:
    """Change what somebody does here; their sessions end."""
    if staff.role == role:
        return
    staff.role = role
    end_sessions(session, staff.id or 0)
    record(session, by, "role_changed", "staff", staff.id)


def end_sessions(session: Session, staff_id: int) -> None:
    """Sign somebody out everywhere."""
    session.execute(sa.delete(StaffSession).where(col(StaffSession.staff_id) == staff_id))


def sign_in(session: Session, ring: KeyRing, *, email: str, password: str, code: str = "") -> str:
    """A new session's token; raises SignInError, TooSoonError or CodeNeededError. Failures slow down, no more."""
    staff = queries.by_email(session, email)
    now = clock.now()
    if staff and staff.retry_after and queries.aware(staff.retry_after) > now:
        raise TooSoonError
    if not _password_fits(staff, password) or staff is None or staff.disabled:
        _count_failure(staff)
        raise SignInError
    if staff.one_time_secret is not None:
        _check_code(staff, ring, code)
    staff.failures, staff.retry_after = 0, None
    token = new_secret()
    session.add(
        StaffSession(
            token_hash=queries.token_hash(token), staff_id=staff.id or 0, signed_in_at=now, seen_at=now, fresh_at=now
        )
    )
    record(session, staff.id, "signed_in", "staff", staff.id)
    return token


def _password_fits(staff: Staff | None, password: str) -> bool:
    try:
        return _hasher.verify(staff.password_hash if staff else _NOBODY, password)
    except VerificationError:
        return False


def _count_failure(staff: Staff | None) -> None:
    if staff is not None:
        staff.failures += 1
        staff.retry_after = clock.now() + delay_after(staff.failures)


def _check_code(staff: Staff, ring: KeyRing, code: str) -> None:
    """A code is good once: a step that was used, or an older one, is refused."""
    if not code:
        raise CodeNeededError
    totp = pyotp.TOTP(one_time_secret(staff, ring))
    step = int(clock.now().timestamp()) // STEP_SECONDS
    for candidate in (step - 1, step, step + 1):
        if candidate > staff.last_one_time_step and totp.verify(
            code.replace(" ", ""), for_time=candidate * STEP_SECONDS
        ):
            staff.last_one_time_step = candidate
            return
    _count_failure(staff)
    raise SignInError


def one_time_secret(staff: Staff, ring: KeyRing) -> str:
    """The base32 secret of somebody's one-time codes."""
    return ring.unseal(staff.one_time_secret or b"", place("staff", str(staff.id), "one_time_secret")).decode()


def enrol_one_time_code(session: Session, ring: KeyRing, staff: Staff, secret: str, code: str) -> bool:
    """Turn the second factor on once a code shows that the authenticator has the secret."""
    if not pyotp.TOTP(secret).verify(code.replace(" ", ""), valid_window=1):
        return False
    staff.one_time_secret = ring.seal(secret.encode(), place("staff", str(staff.id), "one_time_secret"))
    record(session, staff.id, "second_factor_enrolled", "staff", staff.id)
    return True


def sign_out(session: Session, token: str) -> None:
    """End one session."""
    session.execute(sa.delete(StaffSession).where(col(StaffSession.token_hash) == queries.token_hash(token)))


def touch(session: Session, hashed: str) -> None:
    """Note that a session is in use."""
    session.execute(sa.update(StaffSession).where(col(StaffSession.token_hash) == hashed).values(seen_at=clock.now()))
