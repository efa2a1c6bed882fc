"""The kind answer: what is said of what a request is."""

from collections.abc import Collection, Iterator, Sequence

from firstline.models.kind_decision import PRIORITY, KindDecision
from firstline.serving.triage_answer import KindAnswer, WarningAnswer

_TWO = 2
_NOT_ONE_CUSTOMERS = frozenset({"automatic", "spam"})
_WHAT_IT_IS = {"thanks": "only says thanks", "automatic": "was sent by software", "spam": "is spam"}


def kind_answer(kind: KindDecision | None) -> KindAnswer | None:
    """Put the decision into words; None where neither a header nor a model says anything."""
    if kind is None:
        return None
    said = kind.prediction
    answer: KindAnswer = {
        "value": said.value,
        "confidence": round(float(said.confidence), 6),
        "tier": said.tier,
        "threshold": said.threshold,
        "alternatives": [{"value": c.value, "confidence": round(float(c.confidence), 6)} for c in said.alternatives],
        "source": kind.source,
        "asks_nothing": kind.asks_nothing,
    }
    if said.not_auto is not None and said.tier in ("best", "suggest"):
        answer["not_auto"] = said.not_auto
    return answer


def kind_warnings(kind: KindDecision | None, fields: Collection[str]) -> Iterator[WarningAnswer]:
    """Why a request has no priority, and why no field of it is more than a suggestion; `fields` are those answered."""
    if kind is None or not kind.has_no_route:
        return
    why = " (its header Auto-Submitted says so)" if kind.source == "header" else ""
    what = f"the request {_WHAT_IT_IS[kind.value]}{why}"
    if kind.has_no_priority and PRIORITY in fields:
        yield {"code": "no_priority", "detail": f"{what}: nothing waits to be done, so it has no priority"}
    if set(fields) - {PRIORITY} or not kind.has_no_priority:
        detail = f"{what}: then there is nothing to route, and its fields are suggestions at most"
        yield {"code": "no_route", "detail": detail}


def second_request_warning(field: str, values: Sequence[str], kind: KindDecision | None) -> Iterator[WarningAnswer]:
    """That a text seems to ask for two things, and for which; not of what no customer of this desk wrote.

    `values` are those of `field` under present names: none where nothing was flagged, and two that are one now are one.
    """
    settled = kind is not None and kind.value in _NOT_ONE_CUSTOMERS and kind.is_settled
    if settled or len(set(values)) < _TWO:
        return
    one, other = (value.replace("_", " ") for value in values)
    detail = f"two requests may be in this text: first about {one}, then about {other}"
    yield {"code": "second_request", "detail": detail, "field": field, "values": list(values)}
