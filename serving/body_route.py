"""The body route: reads a request's body within its limit and strictly, before a handler sees it."""

import asyncio
import logging
import re
from collections.abc import Callable, Coroutine, Mapping
from hashlib import sha256
from typing import Any, ClassVar

from fastapi import Request
from fastapi.routing import APIRoute
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from firstline.serving.idempotency_store import IdempotencyStore, StoredAnswer
from firstline.serving.json_document import read_json
from firstline.serving.problems import TOO_LARGE, TOO_SLOW, UNSUPPORTED_MEDIA_TYPE, ProblemError, invalid
from firstline.serving.settings import Settings

logger = logging.getLogger("firstline.serving")

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

BODY_SECONDS, SLOWEST_BYTES = 20.0, 32 * 1024
"""A body may take so long, and a second more for each of so many bytes: a trickle holds no connection for ever."""

_LONG_PARSE = 256 * 1024
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_JSON = re.compile(r"application/(?:[\w.-]+\+)?json")


class _ReadRequest(Request):
    """A request whose body was read and parsed already."""

    def __init__(self, request: Request, raw: bytes, document: Any) -> None:
        scope = dict(request.scope)
        if document is not None:
            # FastAPI asks for `json()` only under this type; a beacon's text/plain was accepted above.
            kept = [(name, value) for name, value in scope["headers"] if name != b"content-type"]
            scope["headers"] = [*kept, (b"content-type", b"application/json")]
        super().__init__(scope, request.receive)
        self._body = raw
        self._json = document


class BodyRoute(APIRoute):
    """A route that takes JSON (`application/json` or `application/*+json`, UTF-8, not compressed)."""

    storing: ClassVar[bool] = False
    """Whether a POST honours `Idempotency-Key`."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()
        name = f"POST {self.path}"

        async def read_then_handle(request: Request) -> Response:
            settings: Settings = request.app.state.settings
            raw = await _read(request, limit=self.limit(settings))
            if raw and request.method in ("POST", "PUT"):
                self.check_media_type(request.headers)
            document = await self.parse(raw) if raw else None
            ready = _ReadRequest(request, raw, document)
            key = request.headers.get("idempotency-key")
            if key is None or request.method != "POST" or not self.storing:
                return await handle(ready)
            store: IdempotencyStore = request.state.desk.idempotency
            # One caller's answer is nobody else's: each API key has names of its own.
            caller = getattr(request.state, "key", None)
            own = f"{name} {caller.id}" if caller else name
            return await _once(store, own, _checked_key(key), raw, lambda: handle(ready))

        return read_then_handle

    def limit(self, settings: Settings) -> int:
        """The most bytes that a body may have."""
        return settings.json_bytes

    def accepts(self, media_type: str) -> bool:
        return _JSON.fullmatch(media_type) is not None

    async def parse(self, raw: bytes) -> Any:
        """The body's document, or None where the handler reads the bytes itself."""
        return await run_in_threadpool(read_json, raw) if len(raw) > _LONG_PARSE else read_json(raw)

    def check_media_type(self, headers: Mapping[str, str]) -> None:
        """Raises ProblemError, 415, for a body that is not of this route's kind."""
        if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
            raise ProblemError(
                UNSUPPORTED_MEDIA_TYPE,
                "compressed bodies are not read; send it without Content-Encoding",
                headers={"Accept-Encoding": "identity"},
            )
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        if not self.accepts(media_type):
            given = f"not {media_type[:60]!a}" if media_type else "but none is given"
            raise ProblemError(UNSUPPORTED_MEDIA_TYPE, f"Content-Type {self.wanted} is wanted, {given}")

    wanted: ClassVar[str] = "application/json"


class StoringRoute(BodyRoute):
    """A JSON route whose POST may be repeated under an `Idempotency-Key`."""

    storing = True


class BeaconRoute(StoringRoute):
    """JSON that a browser's `sendBeacon` may also send as `text/plain`."""

    wanted = "application/json or text/plain"

    def accepts(self, media_type: str) -> bool:
        return media_type == "text/plain" or super().accepts(media_type)


class LinesRoute(StoringRoute):
    """A route that takes NDJSON: one JSON document a line."""

    wanted = "application/x-ndjson"

    def limit(self, settings: Settings) -> int:
        return settings.ndjson_bytes

    def accepts(self, media_type: str) -> bool:
        return media_type in (
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl",
            "application/x-jsonlines",
        )

    async def parse(self, raw: bytes) -> Any:  # noqa: ARG002  # lines are read one by one, each with its own problem
        return None


async def _read(request: Request, *, limit: int) -> bytes:
    declared = request.headers.get("content-length", "")
    too_large = ProblemError(TOO_LARGE, f"the body may have {limit} bytes; send it in several requests")
    if declared.isascii() and declared.isdigit() and int(declared[:18]) > limit:
        raise too_large
    pieces, size = [], 0
    try:
        async with asyncio.timeout(BODY_SECONDS) as patience:
            began = patience.when() or 0.0
            async for piece in request.stream():
                size += len(piece)
                if size > limit:
                    raise too_large
                pieces.append(piece)
                patience.reschedule(began + size / SLOWEST_BYTES)
    except TimeoutError:
        detail = f"the body may take {BODY_SECONDS:g} s, and a second more for each {SLOWEST_BYTES // 1024} KiB"
        raise ProblemError(TOO_SLOW, detail, headers={"Connection": "close"}) from None
    return b"".join(pieces)


def _checked_key(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise invalid("#", "header Idempotency-Key: 1 to 255 visible ASCII characters are wanted")
    return key


async def _once(
    store: IdempotencyStore, route: str, key: str, raw: bytes, work: Callable[[], Coroutine[Any, Any, Response]]
) -> Response:
    """Do `work`, or give the answer that the same request got before. Only successes are kept."""
    earlier = await run_in_threadpool(store.begin, route, key, sha256(raw).hexdigest())
    if earlier is not None:
        headers = {"Idempotency-Replayed": "true"}
        return Response(earlier.body, earlier.status, headers=headers, media_type=earlier.media_type)
    try:
        response = await work()
    except Exception:
        await run_in_threadpool(store.abandon, route, key)
        raise
    except BaseException:  # a caller that went away: nothing may be awaited any more
        store.abandon(route, key)
        raise
    answer = StoredAnswer(response.status_code, response.media_type, bytes(response.body))
    if response.status_code >= 300:
        await run_in_threadpool(store.abandon, route, key)
        return response
    try:
        await run_in_threadpool(store.finish, route, key, answer)
    except SQLAlchemyError as error:
        # What was asked for is stored: to say otherwise would have it done twice.
        logger.error("an answer was given, but not kept for a repeated call: %s", type(error).__name__)
    return response
