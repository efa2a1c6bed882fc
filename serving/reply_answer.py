"""The reply answer: a text that an agent can send, as it is or with its placeholders filled."""

from collections.abc import Collection, Sequence
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from firstline.datasets.language import UNDETERMINED, detect_language, primary_language
from firstline.datasets.public_answer import public_answer
from firstline.kb_index.hit import ArticleHit, TicketHit
from firstline.kb_index.prepared_query import PreparedQuery
from firstline.kb_index.state import State
from firstline.models.encoder import Vectors
from firstline.serving.reused_answer import PublishedDetails, is_of_one_case, says_done

_LOOKED_AT = 5


class ReplyAnswer(TypedDict):
    """`score` orders replies of one `source` in one language; `id` is the saved reply's or the resolved ticket's."""

    id: str
    title: str
    text: str
    language: str | None
    other_language: Annotated[bool, Field(description="Whether it is in another language than the customer's.")]
    says_done: Annotated[
        bool,
        Field(description="Whether it says that something was done (sent, restarted, refunded): do it before sending."),
    ]
    score: float
    source: Literal["saved", "resolved"]
    ticket_id: NotRequired[str]


class Replies:
    """Saved replies, and what agents publicly answered to earlier requests like this one.

    The two pools are searched and ranked apart, since their scores mean different things; in each the customer's
    language comes first.

    Args:
        saved_confidence: below this a saved reply is not shown, `earlier_score` is the same for answers of tickets.
    """

    def __init__(self, state: State, *, saved_confidence: float, earlier_score: float) -> None:
        self._state = state
        self._saved_confidence = saved_confidence
        self._earlier_score = earlier_score
        self._published = PublishedDetails(state.database)

    def saved(self, hits: Sequence[ArticleHit], language: str | None) -> list[ReplyAnswer]:
        """The whole texts of saved replies that were found, placeholders kept."""
        found: list[ReplyAnswer] = []
        for hit in hits:
            if hit.confidence < self._saved_confidence:
                continue
            article = self._state.articles.get(hit.article_id)
            if article is not None:
                found.append(
                    {
                        "id": hit.article_id,
                        "title": hit.title,
                        "text": article.body,
                        "language": hit.language,
                        "other_language": _is_foreign(hit.language, language),
                        "says_done": says_done(article.body),
                        "score": round(hit.confidence, 6),
                        "source": "saved",
                    }
                )
        return own_language_first(found)

    def resolved(
        self,
        query: PreparedQuery,
        vector: Vectors,
        *,
        ticket_id: str,
        request: str,
        viewer_groups: Collection[str],
        language: str | None,
        top_k: int,
    ) -> list[ReplyAnswer]:
        """Answers of resolved tickets that the viewer may see, each wording once; of the ticket itself never, and none
        with details of its customer that are not in the text of the `request` too."""
        hits = self._state.tickets.search(
            query,
            vector,
            top_k=_LOOKED_AT * top_k,
            viewer_groups=viewer_groups,
            exclude_ids=(ticket_id,) if ticket_id else (),
            only_resolved=True,
            only_answered=True,
        )
        found: dict[str, ReplyAnswer] = {}
        for hit in hits:
            if hit.score < self._earlier_score:
                break
            answer = self._answer(hit, request, language)
            if answer is not None:
                found.setdefault(answer["text"], answer)
        return own_language_first(list(found.values()))[:top_k]

    def _answer(self, hit: TicketHit, request: str, language: str | None) -> ReplyAnswer | None:
        ticket = self._state.tickets.get(hit.ticket_id)
        text = None if ticket is None else public_answer(ticket)
        if ticket is None or text is None or is_of_one_case(text, request=request, known=self._published.now()):
            return None
        written = detect_language(text, usual=self._state.articles.languages)
        spoken = ticket.language if written == UNDETERMINED else written
        return {
            "id": hit.ticket_id,
            "title": hit.subject,
            "text": text,
            "language": spoken,
            "other_language": _is_foreign(spoken, language),
            "says_done": says_done(text),
            "score": round(float(hit.score), 6),
            "source": "resolved",
            "ticket_id": hit.ticket_id,
        }


def own_language_first(replies: Sequence[ReplyAnswer]) -> list[ReplyAnswer]:
    """Otherwise in the order that they have."""
    return sorted(replies, key=lambda reply: reply["other_language"])


def _is_foreign(own: str | None, wanted: str | None) -> bool:
    """Whether both are known and differ, whatever the region."""
    return bool(own and wanted) and _primary(own or "") != _primary(wanted or "")


def _primary(language: str) -> str:
    code = primary_language(language)
    return "no" if code in {"nb", "nn"} else code
