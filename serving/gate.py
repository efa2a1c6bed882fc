"""The gate: who may make a call, told from its API key before anything else is looked at."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from firstline.serving.api_key import ApiKey
from firstline.serving.call_scope import PORTAL, call_scopes
from firstline.serving.desk import Desk
from firstline.serving.key_store import KeyStore
from firstline.serving.portal_visitor import network_line
from firstline.serving.problems import (
    FORBIDDEN,
    NOT_READY,
    TOO_MANY_REQUESTS,
    UNAUTHORIZED,
    ProblemError,
    error_document,
    problem_response,
)
from firstline.serving.rate_limit import RateLimit
from firstline.serving.settings import Settings

Found = TypeVar("Found")

_EVENTS = f"{PORTAL}events"
_PREFLIGHT_SECONDS = 600


class Gate:
    """ASGI middleware; what lies behind it finds the key, or None, as `request.state.key`.

    A key comes as `Authorization: Bearer KEY` or as `X-API-Key`; with the portal's events, which a beacon without
    headers may bring, also as `?key=`. A key that comes is looked at also where none is required.

    It finds the desk that holds the keys as `request.state.desk`.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._required = settings.keys_required
        self._rates = RateLimit(per_visitor=settings.visitor_rate, per_key=settings.portal_rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin", "").lower()
        try:
            if origin and scope["path"].startswith(PORTAL) and await _ask(scope, _names(origin)):
                send = _with_origin(send, headers["origin"])
            if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
                await Response(status_code=204)(scope, receive, send)
                return
            scope["state"]["key"] = await self._key(scope, headers, origin)
        except ProblemError as error:
            document = error_document(error, request_id=scope["state"]["request_id"])
            await problem_response(document, headers=error.headers)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _key(self, scope: Scope, headers: Headers, origin: str) -> ApiKey | None:
        """The key of a call that may be made. Raises ProblemError where it may not."""
        wanted = call_scopes(scope["method"], scope["path"])
        sent = _sent_key(scope, headers)
        if wanted is None or (sent is None and not self._required):
            return None
        if sent is None:
            raise _unauthorized("no key came; send one as Authorization: Bearer KEY or as X-API-Key")
        key = await _ask(scope, lambda keys: keys.find(sent))
        if key is None:
            raise _unauthorized("the key is unknown or was revoked")
        if not key.allows(wanted):
            raise ProblemError(FORBIDDEN, f"this call wants a key with the scope {' or '.join(wanted)}")
        if "portal" in key.scopes:
            if origin and origin not in key.origins:
                raise ProblemError(FORBIDDEN, "the key is for pages of other origins")
            self._count(key, scope)
        return key

    def _count(self, key: ApiKey, scope: Scope) -> None:
        client = scope.get("client")
        wait = self._rates.wait_seconds(key.id, network_line(client[0] if client else None))
        if wait:
            detail = f"more calls than this key may make; try again in {wait} s"
            raise ProblemError(TOO_MANY_REQUESTS, detail, headers={"Retry-After": str(wait)})


async def _ask(scope: Scope, question: Callable[[KeyStore], Found]) -> Found:
    """Off the event loop: another process may hold the database."""
    desk: Desk = scope["state"]["desk"]
    try:
        return await run_in_threadpool(question, desk.keys)
    except SQLAlchemyError:
        raise ProblemError(NOT_READY, "the keys cannot be read now; try again") from None


def _names(origin: str) -> Callable[[KeyStore], bool]:
    """Whether a portal key is for pages of `origin`. Browsers ask before they send a key, so any key will do."""
    return lambda keys: any(origin in key.origins for key in keys.active())


def _unauthorized(detail: str) -> ProblemError:
    return ProblemError(UNAUTHORIZED, detail, headers={"WWW-Authenticate": "Bearer"})


def _sent_key(scope: Scope, headers: Headers) -> str | None:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    if named := headers.get("x-api-key"):
        return named.strip()
    return QueryParams(scope["query_string"]).get("key") if scope["path"] == _EVENTS else None


def _with_origin(send: Send, origin: str) -> Send:
    async def send_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Access-Control-Allow-Origin"] = origin
            headers["Access-Control-Allow-Methods"] = "GET, POST"
            headers["Access-Control-Allow-Headers"] = "authorization, content-type, x-api-key, x-request-id"
            headers["Access-Control-Expose-Headers"] = "retry-after, x-request-id"
            headers["Access-Control-Max-Age"] = str(_PREFLIGHT_SECONDS)
            headers.add_vary_header("Origin")
        await send(message)

    return send_on
