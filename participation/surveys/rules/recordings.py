"""A recording is 16 kHz mono 16-bit WAV of at most a minute. What was sent is never kept: it is written anew."""

from __future__ import annotations

import wave
from io import BytesIO

from participation.surveys.rules.kinds import AnswerError, AnswerProblem

RATE, CHANNELS, BYTES_A_FRAME = 16_000, 1, 2
MOST_SECONDS = 60
LEAST_FRAMES = RATE // 4
RECORDED = "recorded"  # what stands in the answer; the sound itself is sealed apart
MOST_BYTES = 2_100_000  # a minute is 1,920,044 bytes


def rewrite(sent: bytes) -> bytes:
    """The sound alone under a header of our own, so that nothing else that was in the file is kept.

    Raises `AnswerError` for what is no such recording, whose header says other than what follows, that is too short to
    hold a word, or longer than a minute.
    """
    frames = _frames(sent)
    if len(frames) < LEAST_FRAMES * BYTES_A_FRAME:
        raise AnswerError(AnswerProblem.RECORDING_TOO_SHORT)
    if len(frames) > MOST_SECONDS * RATE * BYTES_A_FRAME:
        raise AnswerError(AnswerProblem.RECORDING_TOO_LONG)
    return write_wav(frames)


def _frames(sent: bytes) -> bytes:
    try:
        with wave.open(BytesIO(sent)) as sound:
            shape = (sound.getnchannels(), sound.getsampwidth(), sound.getframerate(), sound.getcomptype())
            promised = sound.getnframes()
            frames: bytes = sound.readframes(promised)
    except (wave.Error, EOFError, ValueError, RuntimeError, OverflowError) as error:
        raise AnswerError(AnswerProblem.NOT_A_RECORDING) from error
    if shape != (CHANNELS, BYTES_A_FRAME, RATE, "NONE") or len(frames) != promised * BYTES_A_FRAME:
        raise AnswerError(AnswerProblem.NOT_A_RECORDING)
    return frames


def write_wav(frames: bytes) -> bytes:
    """Sound as a file: `frames` are signed 16-bit numbers, low byte first."""
    written = BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(CHANNELS)
        sound.setsampwidth(BYTES_A_FRAME)
        sound.setframerate(RATE)
        sound.writeframes(frames)
    return written.getvalue()


def seconds(wav: bytes) -> int:
    """How long a recording of ours lasts, in whole seconds and never none."""
    with wave.open(BytesIO(wav)) as sound:
        return max(1, round(int(sound.getnframes()) / RATE))
