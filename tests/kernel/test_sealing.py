"""Sealing: what was changed, moved or sealed under a key that is gone is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.kernel.sealing import (
    KeyRing,
    SealError,
    key_from_secret,
    new_data_key,
    place,
    seal_under,
    unseal_under,
)

OLD, NEW = b"o" * 32, b"n" * 32
HERE = place("statement", "row", "text")
BYTES = st.binary(max_size=300)


@given(BYTES)
def test_what_is_sealed_comes_back_and_shows_nothing(plain: bytes) -> None:
    sealed = KeyRing({"k1": OLD}).seal(plain, HERE)
    assert KeyRing({"k1": OLD}).unseal(sealed, HERE) == plain
    assert len(plain) < 4 or plain not in sealed


@given(BYTES, st.data())
def test_one_changed_byte_is_refused(plain: bytes, data: st.DataObject) -> None:
    ring = KeyRing({"k1": OLD})
    sealed = bytearray(ring.seal(plain, HERE))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealError):
        ring.unseal(bytes(sealed), HERE)


@given(st.binary(max_size=60))
def test_what_was_never_sealed_is_refused(anything: bytes) -> None:
    with pytest.raises(SealError):
        KeyRing({"k1": OLD}).unseal(anything, HERE)
    with pytest.raises(SealError):
        unseal_under(OLD, anything, HERE)


@pytest.mark.parametrize(
    "there", [("message", "row", "text"), ("statement", "other", "text"), ("statement", "row", "x")]
)
def test_a_value_opens_only_where_it_was_sealed(there: tuple[str, str, str]) -> None:
    sealed = seal_under(OLD, b"words", HERE)
    with pytest.raises(SealError):
        unseal_under(OLD, sealed, place(*there))


def test_the_first_key_seals_and_every_one_opens() -> None:
    before = KeyRing({"k1": OLD})
    after = KeyRing({"k2": NEW, "k1": OLD})
    old, new = before.seal(b"words", HERE), after.seal(b"words", HERE)
    assert after.unseal(old, HERE) == after.unseal(new, HERE) == b"words"
    assert after.sealed_under_current(new)
    assert not after.sealed_under_current(old)
    with pytest.raises(SealError, match="not in the ring"):
        before.unseal(new, HERE)


def test_a_key_of_the_same_name_that_is_another_opens_nothing() -> None:
    sealed = KeyRing({"k1": OLD}).seal(b"words", HERE)
    with pytest.raises(SealError):
        KeyRing({"k1": NEW}).unseal(sealed, HERE)


def test_the_same_words_are_never_sealed_alike() -> None:
    ring = KeyRing({"k1": OLD})
    assert len({ring.seal(b"words", HERE) for _ in range(50)}) == 50


def test_keys_for_looking_up_differ_by_purpose_and_old_ones_still_find() -> None:
    before, after = KeyRing({"k1": OLD}), KeyRing({"k2": NEW, "k1": OLD})
    assert before.lookup_keys("code")[0] in after.lookup_keys("code")
    assert after.lookup_keys("code")[0] not in before.lookup_keys("code")
    assert not set(after.lookup_keys("code")) & set(after.lookup_keys("other"))


def test_data_keys_and_keys_from_secrets_are_whole_keys() -> None:
    assert len({new_data_key() for _ in range(50)}) == 50
    assert len(key_from_secret("secret", "draft")) == 32
    assert key_from_secret("secret", "draft") != key_from_secret("secret", "lookup")
