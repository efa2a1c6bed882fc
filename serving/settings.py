"""The settings: what one HTTP service is told when it starts."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from firstline.datasets.config import PrivacyConfig
from firstline.models.onnx_encoder import usable_cores

DEFAULT_AUDIT_SHARE = 0.02
DEFAULT_HOLD_OUT = 0.05
DEFAULT_VISITOR_RATE = 240
DEFAULT_PORTAL_RATE = 12_000

_MEBIBYTE = 1024 * 1024
_CALLS_A_CORE, _FEWEST_CALLS = 16, 32


def _calls_at_once() -> int:
    """What a machine answers within a second or two: who would wait longer is better told to come back."""
    return max(_FEWEST_CALLS, _CALLS_A_CORE * usable_cores())


class Settings(BaseModel):
    """Read once, validated whole, immutable afterwards.

    `state` is a folder or database URL; None means the bundle's path with `.state` appended. `reranker` names a
    cross-encoder, hf:ID or path:DIR, that orders the best articles. `alias` is what a registry calls the bundle.
    `source` is what `bundle` was found by, a folder or an address in `registry`, and is looked at again for a reload;
    `follow_seconds` is how often that happens by itself, None for never.
    Sizes are bytes of a request body. `waiting` bounds the work that may wait or run at once in one process: so many
    single requests, and in batches `waiting_pieces` of eight texts; beyond that a caller is told to come back (429).
    `drain_seconds`: how long after SIGTERM a service that says it is not ready still takes what comes.
    `duplicate_score` is the similarity below which an earlier ticket is not shown as a duplicate,
    `article_confidence` the confidence below which the portal shows no article, `reply_confidence` that below which
    triage shows no saved reply. `audit_share` is the share of `auto` answers that go to people unfilled, so that
    the precision of `auto` can still be measured; 0 turns that off. `hold_out` is the share of portal interactions
    that see no articles, so that what articles save can be measured; 0 turns that off. `own_process`: whether the
    process does nothing else, so that its memory may be set up for the service. `keys_required`: whether a call
    without an API key is refused. `visitor_rate` and `portal_rate` are the most calls a minute with a portal key, from
    one address and together. `privacy` is what is kept and how long.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    bundle: Path
    state: str | None = Field(default=None, repr=False)
    source: str | None = None
    registry: str | None = None
    follow_seconds: float | None = Field(default=None, gt=0)
    reranker: str | None = None
    alias: str | None = None
    own_process: bool = False
    json_bytes: int = Field(default=8 * _MEBIBYTE, gt=0)
    ndjson_bytes: int = Field(default=32 * _MEBIBYTE, gt=0)
    batch_tickets: int = Field(default=256, gt=0)
    batch_lines: int = Field(default=1000, gt=0)
    threads: int = Field(default=8, gt=0)
    waiting: int = Field(default_factory=_calls_at_once, gt=0)
    waiting_pieces: int = Field(default=256, gt=0)
    idempotency_hours: float = Field(default=24.0, gt=0)
    duplicate_score: float = Field(default=0.4, ge=0, le=1)
    article_confidence: float = Field(default=0.35, ge=0, le=1)
    reply_confidence: float = Field(default=0.4, ge=0, le=1)
    audit_share: float = Field(default=DEFAULT_AUDIT_SHARE, ge=0, le=1)
    hold_out: float = Field(default=DEFAULT_HOLD_OUT, ge=0, le=1)
    drain_seconds: float = Field(default=0.0, ge=0)
    keys_required: bool = False
    visitor_rate: int = Field(default=DEFAULT_VISITOR_RATE, gt=0)
    portal_rate: int = Field(default=DEFAULT_PORTAL_RATE, gt=0)
    privacy: PrivacyConfig = PrivacyConfig()
