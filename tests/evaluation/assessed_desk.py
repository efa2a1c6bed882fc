"""A tiny desk with dates, groups, conversations and articles, assessed with a bundle that is there already."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from firstline.datasets.article import Article
from firstline.datasets.ticket import Ticket
from firstline.evaluation.assess import Assessor
from firstline.evaluation.assessed_export import AssessedExport
from firstline.evaluation.assessment import Assessment
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.evaluate import TriageModel
from firstline.evaluation.savings import Costs
from firstline.models.bundle import Bundle
from firstline.models.encoder import Encoder
from tests.evaluation.tiny_desk import tickets

ARTICLES = [Article(id="A1", title="my printer", body="Switch the printer on."), Article(id="A2", title="my login")]
FIRST = datetime(2025, 1, 1, tzinfo=UTC)


def desk_of(count: int, **more: object) -> list[Ticket]:
    """The tiny desk over and over, an hour apart; every second ticket first went to a wrong group."""
    kinds = tickets()
    found = []
    for n in range(count):
        kind = kinds[n % len(kinds)]
        group = str(kind.category)
        found.append(
            Ticket.model_validate(
                {
                    **kind.model_dump(exclude_defaults=True),
                    "id": f"D{n}",
                    "body": f"{kind.body} number {n}",
                    "created_at": FIRST + timedelta(hours=n),
                    "channel": ("mail", "chat")[n % 2],
                    "language": "en",
                    "skill_group": group,
                    "group_history": (f"desk {n // 2 % 5}", group) if n % 2 else (group,),
                    "messages": [
                        {"author": "agent", "text": "Which one?"},
                        {"author": "customer", "text": "The other"},
                    ],
                    "article_ids": ("A1",) if "printer" in kind.body else (),
                    **more,
                }
            )
        )
    return found


def assessed(
    bundle: Bundle,
    some: Sequence[Ticket],
    *,
    articles: Sequence[Article] = ARTICLES,
    costs: Costs | None = None,
    doubts: tuple[str, ...] = (),
) -> Assessment:
    """The assessment of a desk, its model the given bundle."""

    def train(_tickets: Sequence[Ticket], _fields: Sequence[str]) -> tuple[TriageModel, Encoder]:
        return bundle, bundle.encoder

    assessor = Assessor(train, costs=costs or Costs(), articles=articles, bootstrap=Bootstrap(resamples=20))
    return assessor.assess(AssessedExport(tuple(some), doubts=doubts), desk="Tiny <desk>")
