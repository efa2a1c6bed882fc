"""The kind answer: what is said of what a request is."""

from firstline.models.kind_decision import KindDecision
from firstline.models.prediction import SecondRequest
from firstline.serving.triage_answer import KindAnswer, WarningAnswer

_NOT_ONE_CUSTOMERS = frozenset({"automatic", "spam"})


def kind_answer(kind: KindDecision | None) -> KindAnswer | None:
    """Put the decision into words; None where neither a header nor a model says anything."""
    if kind is None:
        return None
    said = kind.prediction
    return {
        "value": said.value,
        "confidence": round(float(said.confidence), 6),
        "tier": said.tier,
        "threshold": said.threshold,
        "alternatives": [{"value": c.value, "confidence": round(float(c.confidence), 6)} for c in said.alternatives],
        "source": kind.source,
    }


def no_priority_warning(kind: KindDecision) -> WarningAnswer:
    """Why the priority of a request is null."""
    what = {"thanks": "only says thanks"}.get(kind.value, "was sent by software")
    why = " (its header Auto-Submitted says so)" if kind.source == "header" else ""
    return {
        "code": "no_priority",
        "detail": f"the request {what}{why}: nothing waits to be done, so it has no priority",
    }


def second_request_warning(
    second: SecondRequest | None, kind: KindDecision | None, *, out_of_scope: bool
) -> WarningAnswer | None:
    """That a text seems to ask for two things, and for which; not of what no customer of this desk wrote."""
    settled = kind is not None and kind.value in _NOT_ONE_CUSTOMERS and kind.prediction.tier in ("auto", "best")
    if second is None or not second.flag or settled or out_of_scope:
        return None
    one, other = (value.replace("_", " ") for value in second.values)
    detail = f"two requests may be in this text: first about {one}, then about {other}"
    return {"code": "second_request", "detail": detail}
