"""The triage answer: all that is said of one ticket."""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from firstline.models.prediction import NotAuto, Tier
from firstline.serving.article_answer import ArticleAnswer
from firstline.serving.duplicate_answer import DuplicateAnswer
from firstline.serving.field_answer import CandidateAnswer, FieldAnswer
from firstline.serving.reply_answer import ReplyAnswer


class OutOfScopeAnswer(TypedDict):
    score: float
    flag: bool


class KindAnswer(TypedDict):
    """What a request is. `source` tells whether a mail header said so (then `confidence` is 1) or the model.

    `asks_nothing` is whether nobody is asked to do anything, clearly: then no article is looked for.
    """

    value: str
    confidence: float
    tier: Tier
    threshold: float | None
    alternatives: list[CandidateAnswer]
    source: Literal["model", "header"]
    asks_nothing: bool
    not_auto: NotRequired[NotAuto]


class WarningAnswer(TypedDict):
    """Something that a reader of the answer should know; `code` is from a closed list.

    `values` are the values of `field` that it is about, where it is about any.
    """

    code: str
    detail: str
    field: NotRequired[str]
    values: NotRequired[list[str]]


class ModelAnswer(TypedDict):
    """`version` is the bundle's digest; `alias` a registry's name for it."""

    name: str
    version: str
    alias: str | None


class TriageAnswer(TypedDict):
    """`POST /v1/triage`. What nothing trained stands behind yet is null or empty."""

    decision_id: str
    language: str
    fields: dict[str, FieldAnswer]
    request_kind: KindAnswer | None
    out_of_scope: OutOfScopeAnswer
    duplicates: list[DuplicateAnswer]
    articles: list[ArticleAnswer]
    replies: list[ReplyAnswer]
    clarifying_question: str | None
    expected_reply: dict[str, Any] | None
    warnings: list[WarningAnswer]
    model: ModelAnswer
    timing_ms: dict[str, float]


def record_of(answer: TriageAnswer) -> dict[str, Any]:
    """What is kept of an answer: all but words, which belong to tickets and articles that may be restricted.

    Of duplicates, articles, replies and precedents the ids and scores stay, of explanations the offsets.
    """
    fields: dict[str, dict[str, Any]] = {}
    for name, said in answer["fields"].items():
        kept: dict[str, Any] = dict(said)
        if "explanation" in said:
            precedents = [{"ticket_id": p["ticket_id"], "score": p["score"]} for p in said["explanation"]["precedents"]]
            kept["explanation"] = {"words": said["explanation"]["words"], "precedents": precedents}
        fields[name] = kept
    return {
        "language": answer["language"],
        "fields": fields,
        "request_kind": answer["request_kind"],
        "out_of_scope": answer["out_of_scope"],
        "duplicates": [
            {"ticket_id": d["ticket_id"], "relation": d["relation"], "score": d["score"]} for d in answer["duplicates"]
        ],
        "articles": [
            {"article_id": a["article_id"], "score": a["score"], "confidence": a["confidence"]}
            for a in answer["articles"]
        ],
        "replies": [{"id": r["id"], "source": r["source"], "score": r["score"]} for r in answer["replies"]],
        "warnings": answer["warnings"],
        "model": answer["model"],
    }
