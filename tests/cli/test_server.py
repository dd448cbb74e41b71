"""The server: whole requests in, whole or streamed answers out, and a deadline for slow bodies."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from participation import server
from participation.app import WithoutContent
from participation.server import AnswerCutShortError, Bridge, PortTakenError, check_port, environ_of
from participation.surveys.rules import recordings

pytestmark = pytest.mark.usefixtures("socket_enabled")


class Headers(dict[str, list[str]]):
    """What granian gives: several values a name."""

    def items(self) -> list[tuple[str, str]]:  # type: ignore[override]
        return [(name, value) for name, values in super().items() for value in values]


@dataclass
class Scope:
    """A request's head."""

    method: str = "GET"
    path: str = "/"
    query_string: str = ""
    headers: Headers = field(default_factory=Headers)
    server: str = "127.0.0.1:8000"
    scheme: str = "http"
    http_version: str = "1.1"
    authority: str | None = None
    client: str = "203.0.113.9:5555"


@dataclass
class Protocol:
    """A request's body, and the answer that was given."""

    chunks: list[bytes] = field(default_factory=list)
    pause: float = 0
    status: int = 0
    body: bytes = b""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self.chunks:
            await asyncio.sleep(self.pause)
            yield chunk

    def response_bytes(self, status: int, _headers: object, body: bytes) -> None:
        self.status, self.body = status, body

    def response_str(self, status: int, _headers: object, body: str) -> None:
        self.status, self.body = status, body.encode()

    def response_stream(self, status: int, _headers: object) -> "Protocol":
        self.status = status
        return self

    async def send_bytes(self, chunk: bytes) -> None:
        self.body += chunk


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    body = environ["wsgi.input"].read()
    start("200 OK", [("Content-Length", str(len(body)))])
    return [body]


def ask(program: Callable[..., Any], scope: Scope, protocol: Protocol) -> Protocol:
    asyncio.run(Bridge(program, most_bytes=10)(scope, protocol))  # type: ignore[operator]
    return protocol


@pytest.fixture(autouse=True)
def _call_bridges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bridge, "__call__", Bridge.__rsgi__, raising=False)


def posted(length: str = "4") -> Scope:
    return Scope("POST", headers=Headers({"content-length": [length]}))


def test_a_body_arrives_whole() -> None:
    answer = ask(echo, posted(), Protocol([b"ab", b"cd"]))
    assert (answer.status, answer.body) == (200, b"abcd")


def test_a_slow_body_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "BODY_SECONDS", 0.05)
    assert ask(echo, posted(), Protocol([b"a"] * 100, pause=0.02)).status == 408


def test_a_recording_may_come_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "BODY_SECONDS", 0.05)
    slow = Scope("POST", path="/surveys/houses/worry_voice/recording", headers=Headers({"content-length": ["10"]}))
    assert ask(echo, slow, Protocol([b"a"] * 10, pause=0.02)).status == 200


def test_of_a_large_body_only_so_much_is_kept_that_the_program_sees_it() -> None:
    assert ask(echo, posted("1000"), Protocol([b"x" * 100] * 10)).body == b"x" * 11


def test_of_a_recording_as_much_is_read_as_a_recording_may_be() -> None:
    larger = Scope(
        "POST", path="/surveys/houses/worry_voice/recording", headers=Headers({"content-length": ["3000000"]})
    )
    assert len(ask(echo, larger, Protocol([b"x" * 100_000] * 30)).body) == recordings.MOST_BYTES + 1


def test_a_request_without_a_body_reads_none() -> None:
    assert ask(echo, Scope(), Protocol([b"never read"])).body == b""


def test_an_answer_without_a_length_is_streamed_and_closed() -> None:
    closed = []

    class Pieces(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    def stream(_environ: object, start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/csv")])
        return Pieces([b"a,b\n", b"1,2\n"])

    assert ask(stream, Scope(), Protocol()).body == b"a,b\n1,2\n"
    assert closed == [True]


def test_a_failing_program_answers_without_its_message() -> None:
    def fail(_environ: object, _start: object) -> Iterable[bytes]:
        raise ValueError("what a child wrote")

    answer = ask(fail, Scope(), Protocol())
    assert answer.status == 500
    assert b"child" not in answer.body


def test_an_answer_that_breaks_off_is_not_taken_for_a_whole_one() -> None:
    def pieces() -> Iterable[bytes]:
        yield b"a,b\n"
        raise ValueError("what a child wrote")

    def breaks(_environ: object, start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/csv")])
        return pieces()

    with pytest.raises(AnswerCutShortError) as raised:
        ask(breaks, Scope(), Protocol())
    assert raised.value.__suppress_context__


def test_the_program_never_learns_who_asks() -> None:
    environ = environ_of(Scope(), b"")
    assert not [value for value in environ.values() if "203.0.113.9" in str(value)]


@pytest.mark.parametrize(
    ("headers", "name", "value"),
    [
        ({"cookie": ["a=1", "b=2"]}, "HTTP_COOKIE", "a=1; b=2"),
        ({"accept": ["x", "y"]}, "HTTP_ACCEPT", "x,y"),
        ({"content-type": ["text/plain"]}, "CONTENT_TYPE", "text/plain"),
        ({"content-length": ["99"]}, "CONTENT_LENGTH", "99"),
        ({"content-length": ["²"]}, "CONTENT_LENGTH", "3"),
        ({"transfer-encoding": ["chunked"]}, "CONTENT_LENGTH", "3"),
    ],
)
def test_headers_become_what_pep_3333_asks_for(headers: dict[str, list[str]], name: str, value: str) -> None:
    assert environ_of(Scope(headers=Headers(headers)), b"abc")[name] == value


def test_a_header_with_an_underscore_is_dropped() -> None:
    environ = environ_of(Scope(headers=Headers({"x_forwarded_proto": ["https"]})), b"")
    assert "HTTP_X_FORWARDED_PROTO" not in environ


def test_an_address_is_decoded_once() -> None:
    assert environ_of(Scope(path="/a%2525%c3%a9"), b"")["PATH_INFO"] == "/a%25Ã©"


def test_a_port_in_use_is_a_sentence() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"Port {port} cannot be used"):
            check_port("127.0.0.1", port)


@pytest.mark.parametrize(
    ("name", "said"),
    [("participation.intake", "ERROR participation.intake: failed: ValueError"), ("other", "ERROR other: failed: %s")],
)
def test_logs_carry_no_content(name: str, said: str) -> None:
    try:
        raise ValueError("what a child wrote")
    except ValueError as error:
        known = (type(error), error, error.__traceback__)
    filled = "ValueError" if name.startswith("participation") else "what a child wrote"
    record = logging.LogRecord(name, logging.ERROR, "", 0, "failed: %s", (filled,), known)
    line = WithoutContent().format(record)
    assert line.startswith(f"{said} (ValueError at test_logs_carry_no_content:")
    assert "child" not in line
