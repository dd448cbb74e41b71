"""Recordings: only 16 kHz mono 16-bit sound of at most a minute, and nothing of the file but the sound."""

import struct
import wave
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.surveys.rules import AnswerError, AnswerProblem, rewrite, seconds, write_wav
from participation.surveys.rules.recordings import LEAST_FRAMES, MOST_SECONDS, RATE

SECOND = b"\x01\x00" * RATE


def wav(frames: bytes = SECOND, *, channels: int = 1, width: int = 2, rate: int = RATE) -> bytes:
    written = BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setparams((channels, width, rate, 0, "NONE", ""))
        sound.writeframes(frames)
    return written.getvalue()


def raw(frames: bytes = SECOND, *, form: int = 1, promised: int | None = None, before: bytes = b"") -> bytes:
    """A file whose header says what we like."""
    shape = b"fmt " + struct.pack("<LHHLLHH", 16, form, 1, RATE, RATE * 2, 2, 16)
    data = b"data" + struct.pack("<L", len(frames) if promised is None else promised) + frames
    return b"RIFF" + struct.pack("<L", 4 + len(shape + before + data)) + b"WAVE" + shape + before + data


def problem(sent: bytes) -> AnswerProblem | None:
    try:
        rewrite(sent)
    except AnswerError as error:
        return error.code
    return None


NOT_ONE, SHORT, LONG = (
    AnswerProblem.NOT_A_RECORDING,
    AnswerProblem.RECORDING_TOO_SHORT,
    AnswerProblem.RECORDING_TOO_LONG,
)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (wav(), None),
        (raw(), None),
        (wav(SECOND * MOST_SECONDS), None),
        (wav(SECOND * MOST_SECONDS + b"\x01\x00"), LONG),
        (wav(b"\x01\x00" * (LEAST_FRAMES - 1)), SHORT),
        (wav(b""), SHORT),
        (b"", NOT_ONE),
        (b"RIFF", NOT_ONE),
        (b"x" * 50_000_000, NOT_ONE),
        (b"\x1aE\xdf\xa3 not a WAV but a WebM", NOT_ONE),
        (wav(channels=2), NOT_ONE),
        (wav(width=1), NOT_ONE),
        (wav(width=4), NOT_ONE),
        (wav(rate=44_100), NOT_ONE),
        (wav()[:-400], NOT_ONE),
        (wav()[:44], NOT_ONE),
        (raw(promised=2**32 - 1), NOT_ONE),
        (raw(promised=2 * len(SECOND)), NOT_ONE),
        (raw(promised=0), SHORT),
        (raw(form=3), NOT_ONE),
        (raw(form=0xFFFE), NOT_ONE),
        (raw(form=0x11), NOT_ONE),
    ],
)
def test_only_a_recording_of_ours_is_taken(sent: bytes, expected: AnswerProblem | None) -> None:
    assert problem(sent) is expected


def test_what_else_stands_in_the_file_is_not_kept() -> None:
    place = b"LIST" + struct.pack("<L", 20) + b"INFOICMT\x08\x00\x00\x00at home."
    kept = rewrite(raw(before=place) + b"id3 and more behind")
    assert kept == write_wav(SECOND)
    assert b"home" not in kept


@given(st.binary(max_size=400))
def test_no_bytes_do_more_than_be_refused(sent: bytes) -> None:
    assert problem(sent) in {NOT_ONE, SHORT}


@given(st.integers(0, 43), st.binary(min_size=1, max_size=4))
def test_a_header_with_a_slip_is_refused_or_read_as_the_sound_it_holds(at: int, slip: bytes) -> None:
    whole = wav()
    sent = whole[:at] + slip + whole[at + len(slip) :]
    try:
        kept = rewrite(sent)
    except AnswerError:
        return
    assert kept[44:] in sent


@pytest.mark.parametrize(("frames", "expected"), [(LEAST_FRAMES, 1), (RATE, 1), (RATE * 12, 12), (RATE * 60, 60)])
def test_how_long_a_recording_lasts(frames: int, expected: int) -> None:
    assert seconds(write_wav(b"\x01\x00" * frames)) == expected
