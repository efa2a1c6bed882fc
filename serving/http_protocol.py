"""The HTTP protocol: uvicorn's, with a bound on how long and how large a request's head may be, and a patient end.

Who opens a connection and says nothing, or sends a header a byte at a time, would otherwise hold it for ever, and a
header without an end would be kept in memory. And who has just connected when the service ends, or a worker of it is
replaced, has a request on the way that uvicorn would close the door on.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 20.0
"""From the connection, or a later request's first byte, to the end of the head."""

HEAD_BYTES = 64 * 1024
"""Of a head that is not over yet; what one read of the socket brings in addition is looked at too."""

LAST_SECONDS = 1.0
"""For a request that is on its way when the server ends: from then to the end of its head."""

_TOO_SLOW = b"408 Request Timeout"
_TOO_LARGE = b"431 Request Header Fields Too Large"


class BoundedProtocol(HttpToolsProtocol):
    """Closes a connection whose head takes too long (408) or is too large (431).

    Told to end, it waits for the request that a new connection was made for, or whose head has begun, and answers it;
    only a connection that is idle after an answer is closed at once.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._in_head = True
        self._received = 0
        self._ending = False
        self._head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._start_timer(HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            self._received += len(data)
        super().data_received(data)
        if not self._in_head or not self._received or self.transport.is_closing():
            return
        if self._received > HEAD_BYTES:
            self._refuse(_TOO_LARGE)
        elif self._head_timer is None:
            self._start_timer(HEAD_SECONDS)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True

    def on_headers_complete(self) -> None:
        self._stop_timer()
        self._in_head = False
        super().on_headers_complete()
        if self._ending:
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._in_head, self._received = True, 0

    def shutdown(self) -> None:
        if self.cycle is None or (self._received and self.cycle.response_complete):
            self._ending = True
            self._stop_timer()
            self._start_timer(LAST_SECONDS)
        else:
            super().shutdown()

    def _start_timer(self, seconds: float) -> None:
        self._head_timer = self.loop.call_later(seconds, self._refuse, _TOO_SLOW)

    def _stop_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _refuse(self, status: bytes) -> None:
        """In plain words: there is no request yet that a problem document could be about."""
        self._stop_timer()
        if self.transport.is_closing():
            return
        if self._received:
            words = status.partition(b" ")[2]
            head = b"content-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
            self.transport.write(b"HTTP/1.1 " + status + b"\r\n" + head % len(words) + words)
        self.transport.close()
