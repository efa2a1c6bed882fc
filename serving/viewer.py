"""The viewer: whoever reads what was stored, and what of it their groups let them see.

A decision and the feedback on it are seen by those who may see its ticket: by the ticket as it is kept now, or, where
it is not kept, as it was sent. Earlier tickets and articles that a decision names are shown as far as they are kept and
may be seen; one that was deleted is left out, for nobody can tell any more whom it was restricted to.
"""

from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from firstline.datasets.errors import NotFoundError
from firstline.kb_index.state import State
from firstline.serving.decision_store import Decision, DecisionStore
from firstline.serving.document_list import allows, may_see
from firstline.serving.feedback_store import FeedbackRecord


class Viewer:
    """The reader of one request: what was looked up once is not looked up again."""

    def __init__(self, state: State, decisions: DecisionStore, groups: Collection[str]) -> None:
        self._groups = groups
        self._decisions = decisions
        self._sent_to: Callable[[str], Collection[str] | None] = cache(self._groups_as_sent)
        self._ticket: Callable[[str], bool | None] = cache(self._ask(state.tickets.get))
        self._article: Callable[[str], bool | None] = cache(self._ask(state.articles.get))

    def decision_json(self, decision: Decision) -> dict[str, Any] | None:
        """The decision as this viewer may see it; None where they may not."""
        if not self._sees(decision.ticket_id, decision.restricted_to):
            return None
        document = decision.as_json()
        document["duplicates"] = [hit for hit in document.get("duplicates", ()) if self._ticket(hit["ticket_id"])]
        document["articles"] = [hit for hit in document.get("articles", ()) if self._article(hit["article_id"])]
        document["replies"] = [hit for hit in document.get("replies", ()) if self._reply(hit["id"])]
        document["fields"] = {name: self._field(said) for name, said in decision.fields.items()}
        return document

    def feedback_json(self, record: FeedbackRecord) -> dict[str, Any] | None:
        """The feedback as it was given; None where its ticket, or the document that it names, may not be seen."""
        if not self._sees(record.ticket_id, self._sent_to(record.decision_id)):
            return None
        named = record.final_value
        if named is not None and record.target in ("duplicate", "article", "reply"):
            look_up = {"duplicate": self._ticket, "article": self._article, "reply": self._reply}[record.target]
            if look_up(named) is False:
                return None
        return record.as_json()

    def _sees(self, ticket_id: str | None, restricted_to: Collection[str] | None) -> bool:
        """Whether a ticket may be seen; `restricted_to` is what it was sent with, None where that is lost."""
        kept = None if ticket_id is None else self._ticket(ticket_id)
        if kept is not None:
            return kept
        return restricted_to is not None and allows(restricted_to, self._groups)

    def _groups_as_sent(self, decision_id: str) -> Collection[str] | None:
        """None for a decision that a power cut took: what people say of one is on disk before it is."""
        try:
            return self._decisions.get(decision_id).restricted_to
        except NotFoundError:
            return None

    def _field(self, said: Any) -> dict[str, Any]:
        if "explanation" not in said:
            return dict(said)
        explanation = said["explanation"]
        seen = [hit for hit in explanation["precedents"] if self._ticket(hit["ticket_id"])]
        return {**said, "explanation": {**explanation, "precedents": seen}}

    def _reply(self, reply_id: str) -> bool | None:
        """A reply is a saved one or a resolved ticket's answer; where both have the id, both must be open to see."""
        seen = [said for said in (self._article(reply_id), self._ticket(reply_id)) if said is not None]
        return all(seen) if seen else None

    def _ask(self, get: Callable[[str], Any]) -> Callable[[str], bool | None]:
        """Whether a document may be seen; None where it is not kept."""

        def ask(document_id: str) -> bool | None:
            document = get(document_id)
            return None if document is None else may_see(document, self._groups)

        return ask
