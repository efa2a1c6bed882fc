"""The envelope: what every request and answer has around it, whatever is inside.

A request id in and out, the desk that answers, headers, HEAD and OPTIONS, one line of log without words of a ticket,
metrics, and a problem document for what nobody foresaw.
"""

import logging
import re
import time
import traceback
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from firstline.serving.current_desk import CurrentDesk
from firstline.serving.drain import Drain
from firstline.serving.metrics import Metrics
from firstline.serving.problems import INTERNAL, problem_document, problem_response

_REQUEST_ID = re.compile(r"[A-Za-z0-9._:+/=@-]{1,128}")
_UNMATCHED = "unmatched"
_SHOWN_FRAMES = 12
_FIXED = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}

logger = logging.getLogger("firstline.serving")


@dataclass(slots=True)
class _Exchange:
    """One request and how its answer goes out."""

    request_id: str
    is_head: bool
    send: Send
    drain: Drain
    status: int = 0
    started: float = field(default_factory=time.perf_counter)

    async def send_on(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-Id"] = self.request_id
            for name, value in _FIXED.items():
                headers.setdefault(name, value)
            if self.drain.begun:
                headers["Connection"] = "close"
        elif self.is_head and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self.send(message)


class Envelope:
    """ASGI middleware.

    Args:
        desks: the desk in use, asked only once the service runs; a request finds its own as `request.state.desk`.
        allowed: the methods that a path knows, empty for an unknown path.
        drain: once begun, every answer is the last one on its connection.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        desks: Callable[[], CurrentDesk],
        metrics: Metrics,
        allowed: Callable[[str], list[str]],
        drain: Drain,
    ) -> None:
        self._app = app
        self._desks = desks
        self._metrics = metrics
        self._allowed = allowed
        self._drain = drain

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method = scope["method"]
        exchange = _Exchange(_request_id(scope), is_head=method == "HEAD", send=send, drain=self._drain)
        scope.setdefault("state", {}).update(request_id=exchange.request_id, arrived=exchange.started)
        if exchange.is_head:  # a copy: the server still has to know that no body follows
            scope = {**scope, "method": "GET"}
        try:
            with self._desks().hold() as scope["state"]["desk"]:
                await self._answer(method, scope, receive, exchange)
        except ClientDisconnect:
            exchange.status = 499
        except Exception as error:
            _log_failure(error, exchange.request_id)
            if exchange.status == 0:
                document = problem_document(INTERNAL, "see the service's log", request_id=exchange.request_id)
                await problem_response(document)(scope, receive, exchange.send_on)
        finally:
            self._account(method, scope, exchange)

    async def _answer(self, method: str, scope: Scope, receive: Receive, exchange: _Exchange) -> None:
        # A browser that asks on behalf of another site's page is answered by the gate.
        asks_here = method == "OPTIONS" and "access-control-request-method" not in Headers(scope=scope)
        methods = self._allowed(scope["path"]) if asks_here else []
        if methods:
            response = Response(status_code=204, headers={"Allow": ", ".join(methods)})
            await response(scope, receive, exchange.send_on)
            return
        await self._app(scope, receive, exchange.send_on)

    def _account(self, method: str, scope: Scope, exchange: _Exchange) -> None:
        seconds = time.perf_counter() - exchange.started
        # The template, never the path: ids of tickets stay out of logs and labels.
        route = getattr(scope.get("route"), "path", None) or _UNMATCHED
        self._metrics.answered(method=method, route=route, status=exchange.status, seconds=seconds)
        key = scope["state"].get("key")
        logger.info(
            "%s %s %d %.1f ms request_id=%s key=%s",
            method[:16],
            route,
            exchange.status,
            seconds * 1000,
            exchange.request_id,
            key.id if key else "-",
        )


def _request_id(scope: Scope) -> str:
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex


def _log_failure(error: Exception, request_id: str) -> None:
    """Type and place, never the message: it may quote what a customer wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-_SHOWN_FRAMES:]
    places = "\n".join(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
    logger.error("unforeseen %s request_id=%s\n%s", type(error).__name__, request_id, places)
