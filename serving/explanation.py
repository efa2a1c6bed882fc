"""The explanation: the words that carried a decision, and the resolved tickets most like it."""

from collections.abc import Collection, Sequence

from firstline.datasets.ticket import Ticket
from firstline.kb_index.hit import TicketHit
from firstline.kb_index.ticket_index import TicketIndex
from firstline.models.bundle import Bundle
from firstline.models.encoder import Vectors
from firstline.models.occlusion import Encode
from firstline.serving.desk_lists import DeskLists
from firstline.serving.field_answer import ExplanationAnswer, PrecedentAnswer, WordAnswer
from firstline.serving.sent_text import SentText

_PRECEDENTS = 3


class Explainer:
    """Explains the fields of one ticket; the search for precedents is made once for all of them.

    Args:
        text: what the models read of `ticket`.
        vector: the raw vector of `text`, shape (d,).
        encode: the encoder that made `vector`, for the same text without some of its words.
        viewer_groups: groups of whoever reads the explanation; restricted precedents need one of them.
        lists: the present names of values.
    """

    def __init__(
        self,
        ticket: Ticket,
        text: str,
        vector: Vectors,
        *,
        bundle: Bundle,
        tickets: TicketIndex,
        encode: Encode,
        viewer_groups: Collection[str],
        lists: DeskLists,
    ) -> None:
        self._bundle = bundle
        self._lists = lists
        self._text = text
        self._sent = SentText(ticket, text)
        self._occlusion = bundle.occlude(text, vector, encode)
        own = (ticket.id,) if ticket.id else ()
        hits: Sequence[TicketHit] = tickets.search(
            text, vector, top_k=_PRECEDENTS, viewer_groups=viewer_groups, exclude_ids=own, only_resolved=True
        )
        self._precedents = [(hit, tickets.get(hit.ticket_id)) for hit in hits]

    def explain(self, field: str, value: str | None) -> ExplanationAnswer:
        """Why `value` was said of `field`."""
        return {"words": [] if value is None else self._words(field, value), "precedents": self._precedents_of(field)}

    def _words(self, field: str, value: str) -> list[WordAnswer]:
        words: list[WordAnswer] = []
        learned = self._lists.fields[field].learned_name(value)
        for reason in self._bundle.explain(self._text, field, learned, occlusion=self._occlusion):
            place = self._sent.place_of(reason.start, reason.end)
            if place is not None:
                words.append(
                    {
                        "part": place.part,
                        "start": place.start,
                        "end": place.end,
                        "weight": round(float(reason.weight), 6),
                        "contribution": round(float(reason.contribution), 6),
                        "lexical": round(float(reason.lexical), 6),
                        "encoder": None if reason.encoder is None else round(float(reason.encoder), 6),
                    }
                )
        return words

    def _precedents_of(self, field: str) -> list[PrecedentAnswer]:
        return [
            {
                "ticket_id": hit.ticket_id,
                "score": round(float(hit.score), 6),
                "subject": hit.subject,
                "value": None if ticket is None else next(iter(self._lists.fields[field].carried(ticket)), None),
            }
            for hit, ticket in self._precedents
        ]
