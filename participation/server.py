"""The web server: granian, which reads requests whole in its event loop and hands them to a few threads of the program.

A body that comes slowly holds no thread and ends at a deadline; the program never learns a visitor's address
(trust.md, "Privacy" and "Web").
"""

import asyncio
import contextvars
import io
import logging
import os
import socket
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from urllib.parse import unquote_to_bytes

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from participation.kernel.settings import Settings
from participation.screening import RuleFileError, standing_rules
from participation.surveys.rules import recordings

log = logging.getLogger("participation")
BODY_SECONDS = 20
HEADER_MILLISECONDS = 10_000
STOP_SECONDS = 10
THREADS = 4
AT_ONCE = 1024  # requests a process deals with at the same time; more wait in the backlog
DRAINED_BYTES = 8 * 1024 * 1024  # a body over the limit is read so far, so that its sender can read the answer
RECORDING = "/recording"  # how the addresses end that take a minute of sound, which takes longer on a poor connection
RECORDING_SECONDS = 90
PLAIN = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")]
TOO_SLOW = "That took too long to arrive. Please go back and send it again."

Headers = list[tuple[str, str]]
Environ = dict[str, Any]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class PortTakenError(Exception):
    """Another program listens there."""


class AnswerCutShortError(Exception):
    """An answer that had begun could not be finished."""


class Bridge:
    """A WSGI program for granian's own interface (RSGI)."""

    def __init__(self, program: Wsgi, *, most_bytes: int, threads: int = THREADS) -> None:
        self._program, self._most = program, most_bytes
        self._pool = ThreadPoolExecutor(threads, "request")

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        try:
            async with asyncio.timeout(RECORDING_SECONDS if scope.path.endswith(RECORDING) else BODY_SECONDS):
                body = await self._body(scope, protocol)
        except TimeoutError:
            protocol.response_str(
                408, [("content-type", "text/plain; charset=utf-8"), ("connection", "close")], TOO_SLOW
            )
            return
        run = self._in_a_thread()
        status, headers, chunks = await run(partial(self._answer, environ_of(scope, body)))
        if isinstance(chunks, bytes):
            protocol.response_bytes(status, headers, chunks)
            return
        transport = protocol.response_stream(status, headers)
        try:
            while (chunk := await run(partial(next, chunks, None))) is not None:
                await transport.send_bytes(chunk)
        except Exception as error:
            log.error("%s while an answer was on its way", type(error).__name__)
            raise AnswerCutShortError from None  # so that the connection ends and nobody takes a part for the whole

    def _in_a_thread(self) -> Callable[[Callable[[], Any]], Awaitable[Any]]:
        """How this request's work is run: in any free thread, always in the same context."""
        context, loop = contextvars.copy_context(), asyncio.get_running_loop()
        return lambda work: loop.run_in_executor(self._pool, context.run, work)

    async def _body(self, scope: Any, protocol: Any) -> bytes:
        """The body; of one that is too large only so much that the program sees that it is."""
        if not ("content-length" in scope.headers or "transfer-encoding" in scope.headers):
            return b""
        body, read = bytearray(), 0
        most = max(self._most, recordings.MOST_BYTES if scope.path.endswith(RECORDING) else 0)
        async for chunk in protocol:
            read += len(chunk)
            body += chunk[: most + 1 - len(body)]
            if read > DRAINED_BYTES:
                break
        return bytes(body)

    def _answer(self, environ: Environ) -> tuple[int, Headers, bytes | Iterator[bytes]]:
        """Run the program: one piece of bytes where the length is known, else pieces as they come."""
        started: list[Any] = []
        try:
            pieces = self._program(environ, lambda status, headers, _error=None: started.extend((status, headers)))
            chunks = _closing(pieces)
            whole: bytes | Iterator[bytes] = b"".join(chunks) if _has_length(started) else chunks
        except Exception as error:
            log.error("%s outside the program's own error page", type(error).__name__)
            return 500, PLAIN, b"Something went wrong here. Please try again."
        return int(started[0][:3]), started[1], whole


def _has_length(started: list[Any]) -> bool:
    return bool(started) and any(name.lower() == "content-length" for name, _ in started[1])


def _closing(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, and then what the program wants done at the end."""
    try:
        yield from pieces
    finally:
        if hasattr(pieces, "close"):
            pieces.close()


def environ_of(scope: Any, body: bytes) -> Environ:
    """What PEP 3333 asks for, without the visitor's address."""
    host, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope.path).decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" in name:
            continue  # it would be taken for the header with a hyphen, which a proxy may set
        key = "HTTP_" + name.upper().replace("-", "_")
        joint = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
    if scope.authority and "HTTP_HOST" not in environ:
        environ["HTTP_HOST"] = scope.authority
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    environ["CONTENT_LENGTH"] = max(environ.pop("HTTP_CONTENT_LENGTH", ""), str(len(body)), key=_length)
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    return environ


def _length(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else -1


def load(settings: Settings) -> Any:
    """The program, made in each server process."""
    from participation.app import create_app  # noqa: PLC0415 - after the fork, so that no connection is shared

    return Bridge(create_app(settings), most_bytes=settings.request_bytes)


def serve(settings: Settings, host: str) -> None:
    """Serve until SIGINT or SIGTERM; requests that have begun are finished."""
    check_port(host, settings.port)
    warm_up()
    Server(
        "participation",
        address="127.0.0.1" if host == "localhost" else host,
        port=settings.port,
        interface=Interfaces.RSGI,
        workers=min(os.cpu_count() or 1, 4),
        backlog=2 * AT_ONCE,
        backpressure=AT_ONCE,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.error,
        log_access=False,
    ).serve(target_loader=partial(load, settings), wrap_loader=False)


def warm_up() -> None:
    """Read screening's rules once, before the processes part. Rules with a fault do not keep young people out."""
    try:
        standing_rules()
    except RuleFileError as error:
        log.error("screening fails, so every text is read soon: %s", error)


def check_port(host: str, port: int) -> None:
    """Raise PortTakenError where somebody listens already; granian itself would share the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1" if host == "localhost" else host, port))
        except OSError as error:
            raise PortTakenError(
                f"Port {port} cannot be used ({error.strerror}). Set PORT to another number."
            ) from error
