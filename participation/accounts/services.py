"""Commands about staff: adding, signing in and out, second factor, recovery."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyotp
import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlmodel import Session, col

from participation.access import Role
from participation.accounts import queries
from participation.accounts.models import SignInFailures, Staff, StaffScope, StaffSession
from participation.accounts.rules import (
    ABSOLUTE,
    CODE_SECONDS,
    FAILURES_KEPT,
    AddressError,
    address,
    bucket,
    check_password,
    code_steps,
    delay_after,
    normal_password,
)
from participation.audit.services import record
from participation.kernel import clock
from participation.kernel.database import one_at_a_time
from participation.kernel.ids import new_secret
from participation.kernel.sealing import KeyRing, place

# The least that OWASP's cheat sheet names for argon2id: 19 MiB, two passes. More would let sign-ins starve the pages.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _hasher.hash(new_secret())


class SignInError(Exception):
    """The sign-in was refused; the reason is the same for a wrong address and a wrong password."""


class TooSoonError(SignInError):
    """Too many failures; the next try must wait."""


@dataclass(frozen=True)
class Attempt:
    """A password that was tried: whose it is (None: nobody's), and where a failure is counted."""

    staff_id: int | None
    bucket: str


def add_staff(
    session: Session,
    *,
    email: str,
    name: str,
    role: Role,
    password: str,
    localities: Iterable[int] = (),
    temporary: bool = False,
    by: int | None = None,
) -> Staff:
    """Add a member of staff; raises PasswordError or AddressError. A temporary password must be changed at once."""
    email = address(email)
    if queries.by_email(session, email):
        raise AddressError("Somebody with this address is here already.")
    hashed = _hasher.hash(check_password(password, email, name))
    staff = Staff(email=email, name=name, role=role, password_hash=hashed, password_is_temporary=temporary)
    session.add(staff)
    session.flush()
    session.add_all(StaffScope(staff_id=staff.id or 0, locality_id=locality) for locality in localities)
    record(session, by, "added", "staff", staff.id)
    return staff


def rename(session: Session, staff: Staff, name: str, by: int) -> None:
    """Change how somebody is named."""
    if staff.name != name:
        staff.name = name
        record(session, by, "renamed", "staff", staff.id)


def set_password(session: Session, staff: Staff, password: str, by: int | None, *, temporary: bool = False) -> None:
    """Give a new password and end every session; recovery by an administrator goes through here, on the record."""
    staff.password_hash = _hasher.hash(check_password(password, staff.email, staff.name))
    staff.password_is_temporary = temporary
    _forget_failures(session, bucket(staff.email))
    end_sessions(session, staff.id or 0)
    record(session, by, "password_changed" if by == staff.id else "password_reset", "staff", staff.id)


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


def set_localities(session: Session, staff: Staff, localities: Iterable[int], by: int) -> None:
    """Limit somebody to these localities, none meaning all; holds from their next page on."""
    wanted = frozenset(localities)
    had = frozenset(session.scalars(sa.select(col(StaffScope.locality_id)).where(col(StaffScope.staff_id) == staff.id)))
    if wanted == had:
        return
    session.execute(sa.delete(StaffScope).where(col(StaffScope.staff_id) == staff.id))
    session.add_all(StaffScope(staff_id=staff.id or 0, locality_id=locality) for locality in wanted)
    record(session, by, "localities_changed", "staff", staff.id)


def end_sessions(session: Session, staff_id: int) -> None:
    """Sign somebody out everywhere."""
    session.execute(sa.delete(StaffSession).where(col(StaffSession.staff_id) == staff_id))


def try_password(session: Session, email: str, password: str, known: int | None = None) -> Attempt:
    """Whose password this is. Slow on purpose, so it wants a reading session: no write waits for it.

    An unknown address and a closed account take as long as a wrong password. `known` is who last signed in here.
    """
    staff = queries.by_email(session, email)
    fits = _fits(staff.password_hash if staff else _NOBODY, password) and staff is not None and not staff.disabled
    where = bucket(email, str(known) if staff and staff.id == known else "")
    return Attempt(staff.id if staff and fits else None, where)


def _fits(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, normal_password(password))
    except VerificationError:
        return False


def admit(session: Session, attempt: Attempt) -> Staff:
    """Who this is; raises SignInError, or TooSoonError, for a right password too, while the delay lasts."""
    _wait_if_needed(session, attempt.bucket)
    staff = session.get(Staff, attempt.staff_id) if attempt.staff_id else None
    if staff is None or staff.disabled:
        _count_failure(session, attempt.bucket)
        raise SignInError
    return staff


def begin_session(session: Session, staff: Staff, where: str) -> tuple[str, StaffSession]:
    """A new session and its token, once everything asked for was right; failures are forgotten."""
    _forget_failures(session, where)
    token, now = new_secret(), clock.now()
    row = StaffSession(
        token_hash=queries.token_hash(token), staff_id=staff.id or 0, signed_in_at=now, seen_at=now, fresh_at=now
    )
    session.add(row)
    record(session, staff.id, "signed_in", "staff", staff.id)
    return token, row


def freshen(session: Session, token: str, where: str) -> None:
    """Note that the person behind a session has just shown again who they are."""
    _forget_failures(session, where)
    fresh = sa.update(StaffSession).where(col(StaffSession.token_hash) == queries.token_hash(token))
    session.execute(fresh.values(fresh_at=clock.now()))


def _wait_if_needed(session: Session, where: str) -> None:
    """The lock comes before the look, so that many tries at once count as many tries after each other."""
    one_at_a_time(session, sa.func.hashtext(where))
    failures = session.get(SignInFailures, where)
    if failures and clock.aware(failures.retry_after) > clock.now():
        raise TooSoonError


def _count_failure(session: Session, where: str) -> None:
    failures = session.get(SignInFailures, where) or SignInFailures(bucket=where, retry_after=clock.now())
    failures.count += 1
    failures.retry_after = clock.now() + delay_after(failures.count)
    session.add(failures)


def _forget_failures(session: Session, where: str) -> None:
    session.execute(sa.delete(SignInFailures).where(col(SignInFailures.bucket) == where))


def check_code(session: Session, ring: KeyRing, staff: Staff, code: str, where: str) -> None:
    """A one-time code is good once; raises SignInError or TooSoonError."""
    _wait_if_needed(session, where)
    step = _step_of(one_time_secret(staff, ring), code)
    if step is None or not _use_step(session, staff, step):
        _count_failure(session, where)
        raise SignInError


def _step_of(secret: str, code: str) -> int | None:
    """The 30-second step that a code belongs to, None for a wrong code."""
    totp, typed = pyotp.TOTP(secret), "".join(code.split())
    steps = code_steps(clock.now().timestamp())
    return next((step for step in steps if typed.isascii() and totp.verify(typed, for_time=step * CODE_SECONDS)), None)


def _use_step(session: Session, staff: Staff, step: int) -> bool:
    """Use up a step and all before it; false where it was used already, by another request at this moment too."""
    unused = sa.update(Staff).where(col(Staff.id) == staff.id, col(Staff.last_one_time_step) < step)
    return bool(session.execute(unused.values(last_one_time_step=step)).rowcount)  # type: ignore[attr-defined]


def one_time_secret(staff: Staff, ring: KeyRing) -> str:
    """The base32 secret of somebody's one-time codes."""
    return ring.unseal(staff.one_time_secret or b"", place("staff", str(staff.id), "one_time_secret")).decode()


def enrol_one_time_code(session: Session, ring: KeyRing, staff: Staff, secret: str, code: str) -> bool:
    """Turn the second factor on once a code shows that the authenticator has the secret; that code is used up."""
    step = _step_of(secret, code)
    if step is None:
        return False
    staff.one_time_secret = ring.seal(secret.encode(), place("staff", str(staff.id), "one_time_secret"))
    staff.last_one_time_step = step
    record(session, staff.id, "second_factor_enrolled", "staff", staff.id)
    return True


def forget_second_factor(session: Session, staff: Staff, by: int | None) -> None:
    """For somebody who lost their phone: they enrol anew at their next sign-in. Ends their sessions."""
    if staff.one_time_secret is None:
        return
    staff.one_time_secret = None
    end_sessions(session, staff.id or 0)
    record(session, by, "second_factor_forgotten", "staff", staff.id)


def sign_out(session: Session, token: str) -> None:
    """End one session."""
    session.execute(sa.delete(StaffSession).where(col(StaffSession.token_hash) == queries.token_hash(token)))


def touch(session: Session, hashed: str) -> None:
    """Note that a session is in use."""
    session.execute(sa.update(StaffSession).where(col(StaffSession.token_hash) == hashed).values(seen_at=clock.now()))


def clear_old(session: Session) -> int:
    """Forget sessions that are over and failures of days ago; returns how many rows."""
    over = sa.delete(StaffSession).where(col(StaffSession.signed_in_at) < clock.now() - ABSOLUTE)
    past = sa.delete(SignInFailures).where(col(SignInFailures.retry_after) < clock.now() - FAILURES_KEPT)
    return sum(session.execute(statement).rowcount for statement in (over, past))  # type: ignore[attr-defined]
