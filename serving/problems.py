"""The problem: an error as HTTP tells it (RFC 9457), and the one table from Firstline's errors to it.

The closed list of types is `KINDS`; a client may branch on `type`. A name is never reused with another meaning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import JSONResponse

from firstline.datasets.errors import (
    ConflictError,
    FirstlineError,
    IndexMismatchError,
    InputError,
    NotFoundError,
    StateError,
    TooLargeError,
)

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One entry of the closed list: what went wrong in general, and with which status."""

    name: str
    status: int
    title: str

    @property
    def type(self) -> str:
        return f"urn:firstline:problem:{self.name}"


INVALID_REQUEST = ProblemKind("invalid-request", 422, "The request is understood but not valid")
MALFORMED_JSON = ProblemKind("malformed-json", 400, "The body is not JSON")
UNSUPPORTED_MEDIA_TYPE = ProblemKind("unsupported-media-type", 415, "The body is of a kind that is not read here")
UNAUTHORIZED = ProblemKind("unauthorized", 401, "A key is wanted")
FORBIDDEN = ProblemKind("forbidden", 403, "The key does not open this")
NOT_FOUND = ProblemKind("not-found", 404, "Nothing of that name is here")
NOT_YET = ProblemKind("not-yet", 404, "This part of the contract is not built yet")
METHOD_NOT_ALLOWED = ProblemKind("method-not-allowed", 405, "The address does not know this method")
TOO_LARGE = ProblemKind("too-large", 413, "More than a documented limit")
CONFLICT = ProblemKind("conflict", 409, "Another request is in the way")
KEY_REUSED = ProblemKind("idempotency-key-reused", 422, "The same Idempotency-Key came with another body")
TOO_MANY_REQUESTS = ProblemKind("too-many-requests", 429, "More requests than can be worked on")
NOT_READY = ProblemKind("not-ready", 503, "The service cannot answer now")
NO_ROOM = ProblemKind("insufficient-storage", 507, "Nothing can be stored: the disk is full or read-only")
TOO_SLOW = ProblemKind("request-timeout", 408, "The request came too slowly")
REFUSED = ProblemKind("refused", 400, "The request cannot be handled")
DEADLINE_PASSED = ProblemKind("deadline-passed", 503, "The time that the caller gave ran out")
INTERNAL = ProblemKind("internal", 500, "The service failed")

KINDS: Final = (
    INVALID_REQUEST,
    MALFORMED_JSON,
    UNSUPPORTED_MEDIA_TYPE,
    UNAUTHORIZED,
    FORBIDDEN,
    NOT_FOUND,
    NOT_YET,
    METHOD_NOT_ALLOWED,
    TOO_LARGE,
    CONFLICT,
    KEY_REUSED,
    TOO_MANY_REQUESTS,
    NOT_READY,
    DEADLINE_PASSED,
    NO_ROOM,
    TOO_SLOW,
    REFUSED,
    INTERNAL,
)

_SCHEMA: Final = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "request_id"],
    "properties": {
        "type": {"type": "string", "enum": [kind.type for kind in KINDS]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
PROBLEM_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    code: {"description": description, "content": {MEDIA_TYPE: {"schema": _SCHEMA}}}
    for code, description in (("4XX", "The request cannot be answered"), ("5XX", "The service cannot answer"))
}
"""For OpenAPI: every operation may answer with a problem."""

MAY_CREATE: Final[dict[int | str, dict[str, Any]]] = {201: {"description": "It was not there before"}}
"""For OpenAPI: a PUT that stores what was there already, or is new."""

_OF_ERROR: Final[Mapping[type[BaseException], ProblemKind]] = {
    InputError: INVALID_REQUEST,
    NotFoundError: NOT_FOUND,
    ConflictError: CONFLICT,
    TooLargeError: TOO_LARGE,
    IndexMismatchError: NOT_READY,
    StateError: NOT_READY,
    FirstlineError: INTERNAL,
}
_OF_STATUS: Final[Mapping[int, ProblemKind]] = {
    401: UNAUTHORIZED,
    403: FORBIDDEN,
    404: NOT_FOUND,
    405: METHOD_NOT_ALLOWED,
    413: TOO_LARGE,
    415: UNSUPPORTED_MEDIA_TYPE,
    422: INVALID_REQUEST,
    429: TOO_MANY_REQUESTS,
    503: NOT_READY,
}

_COME_AGAIN: Final = {409: "1", 429: "1", 503: "1", 507: "30"}
"""`Retry-After` of a status, in seconds: somebody has to make room before storing goes on."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a body: where (a JSON Pointer as a URI fragment, `#/ticket/body`) and what."""

    pointer: str
    detail: str

    def as_json(self) -> dict[str, str]:
        return {"pointer": self.pointer, "detail": self.detail}


class ProblemError(FirstlineError):
    """An error that only HTTP knows, such as a wrong content type."""

    def __init__(
        self, kind: ProblemKind, detail: str, *, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.faults = tuple(faults)
        self.headers = dict(headers or {})


def invalid(pointer: str, detail: str) -> ProblemError:
    """A 422 about one place of the body."""
    return ProblemError(INVALID_REQUEST, detail, faults=(Fault(pointer, detail),))


def kind_of_error(error: FirstlineError) -> ProblemKind:
    """The problem that `error` is, by its nearest ancestor in the table."""
    if isinstance(error, ProblemError):
        return error.kind
    return next(_OF_ERROR[ancestor] for ancestor in type(error).__mro__ if ancestor in _OF_ERROR)


def kind_of_status(status: int) -> ProblemKind:
    """The problem behind an error that the framework raised."""
    return _OF_STATUS.get(status, INTERNAL if status >= 500 else REFUSED)


def problem_document(
    kind: ProblemKind, detail: str, *, faults: Sequence[Fault] = (), request_id: str | None = None
) -> dict[str, Any]:
    """The members of one problem; `request_id` is left out inside a batch, whose answer carries it once."""
    document: dict[str, Any] = {"type": kind.type, "title": kind.title, "status": kind.status, "detail": detail}
    if faults:
        document["errors"] = [fault.as_json() for fault in faults]
    if request_id is not None:
        document["request_id"] = request_id
    return document


def error_document(error: FirstlineError, *, request_id: str | None = None) -> dict[str, Any]:
    """The problem of one of Firstline's errors. A server's own trouble (5xx) is not described to the caller."""
    kind = kind_of_error(error)
    detail = str(error) if kind.status < 500 or isinstance(error, ProblemError) else kind.title
    faults = error.faults if isinstance(error, ProblemError) else ()
    return problem_document(kind, detail, faults=faults, request_id=request_id)


def problem_response(document: Mapping[str, Any], *, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """`document` as an HTTP answer."""
    status = int(document["status"])
    extra = dict(headers or {})
    if status in _COME_AGAIN:
        extra.setdefault("Retry-After", _COME_AGAIN[status])
    return JSONResponse(document, status_code=status, headers=extra, media_type=MEDIA_TYPE)
