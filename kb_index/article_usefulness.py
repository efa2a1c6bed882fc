"""The article's usefulness: what the customers who read it said of it, shrunk towards what they say of all articles."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, Table, delete, insert, or_, select, update
from sqlalchemy.engine import Connection

from firstline.kb_index.column_type import number, words
from firstline.kb_index.database import Database, metadata
from firstline.kb_index.revised_value import RevisedValue, next_revision

Verdict = Literal["solved", "did_not_answer", "not_related"]

VOTES = Table(
    "article_votes",
    metadata,
    Column("article_id", words(), primary_key=True),
    Column("voter", words(80), primary_key=True),
    Column("day", words(10), primary_key=True),
    Column("interaction_id", words(64), nullable=False),
    Column("verdict", words(16), nullable=False),
    Column("revision", number(), nullable=False, unique=True),
)
"""The key keeps one visitor from stuffing: one vote for each article, voter and day (UTC), and the last one counts."""


def requester_voter(requester_id: str) -> str:
    """Whose vote it is of a customer who signed in: one voter wherever they are."""
    return f"requester:{requester_id}"


TAKEN_BACK = "taken_back"
"""What stands in the place of "solved" where the customer asked a person about the same after all: no verdict."""

DEFAULT_WEIGHT = 10.0
"""So many votes is the prior worth where the desk's own are too few to tell how far articles differ."""

_LEAST_WEIGHT, _MOST_WEIGHT = 2.0, 50.0
_FEWEST_ARTICLES, _FEWEST_VOTES = 5, 30


@dataclass(frozen=True, slots=True)
class ArticleUsefulness:
    """`mean` is in [0, 1]: the share of readers whom the article is expected to help, after what `votes` said."""

    article_id: str
    mean: float
    votes: int = 0
    solved: int = 0
    did_not_answer: int = 0
    not_related: int = 0


@dataclass(frozen=True, slots=True)
class ArticleRatings:
    """The ratings of all articles that somebody voted on. `mean` and `weight` are the prior's, Beta(mean * weight,
    (1 - mean) * weight), and so what is expected of an article that nobody voted on."""

    mean: float
    weight: float
    by_article: Mapping[str, ArticleUsefulness]

    def of(self, article_id: str) -> ArticleUsefulness:
        """An article without votes has the prior's mean."""
        return self.by_article.get(article_id) or ArticleUsefulness(article_id, self.mean)

    def above_mean(self, article_ids: Sequence[str]) -> NDArray[np.float32]:
        """By how much each is expected to help more than an article that nobody voted on, shape (articles,)."""
        if not self.by_article:
            return np.zeros(len(article_ids), dtype=np.float32)
        means = np.array([self.of(article_id).mean for article_id in article_ids], dtype=np.float32)
        found: NDArray[np.float32] = means - np.float32(self.mean)
        return found


class ArticleVotes:
    """The votes of one state. Cheap to ask with every search: the ratings are counted again only after a vote."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ratings = RevisedValue(database, VOTES, read_ratings)

    def put(self, article_id: str, verdict: Verdict, *, voter: str, interaction_id: str, at: datetime) -> None:
        """Keep one vote in the place of the same voter's of that day and of the same interaction's.

        Args:
            voter: who it is, the same for as long as two votes may be one person's.
            at: with an offset.
        """
        day = at.astimezone(UTC).date().isoformat()
        same = or_((VOTES.c.voter == voter) & (VOTES.c.day == day), VOTES.c.interaction_id == interaction_id)
        with self._database.write() as connection:
            revision = next_revision(connection, VOTES)
            connection.execute(delete(VOTES).where(VOTES.c.article_id == article_id, same))
            row = {"article_id": article_id, "voter": voter, "day": day, "interaction_id": interaction_id}
            connection.execute(insert(VOTES).values(**row, verdict=verdict, revision=revision))

    def take_back(self, interaction_ids: Collection[str]) -> int:
        """Let "solved" of these interactions count for nothing from now on; how many votes that were."""
        said = select(VOTES.c.revision).where(
            VOTES.c.verdict == "solved", VOTES.c.interaction_id.in_(list(interaction_ids))
        )
        with self._database.read() as connection:
            if connection.execute(said).first() is None:
                return 0
        with self._database.write() as connection:
            found = connection.execute(said).scalars().all()
            for revision in found:
                changed = {"verdict": TAKEN_BACK, "revision": next_revision(connection, VOTES)}
                connection.execute(update(VOTES).where(VOTES.c.revision == revision).values(**changed))
        return len(found)

    def solved_by(self, voters: Collection[str], *, since: datetime) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The interactions in which each of `voters` said "solved" since that day, each with the article."""
        day = since.astimezone(UTC).date().isoformat()
        asked = select(VOTES.c.voter, VOTES.c.interaction_id, VOTES.c.article_id).where(
            VOTES.c.verdict == "solved", VOTES.c.day >= day
        )
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        with self._database.read() as connection:
            for voter, interaction_id, article_id in connection.execute(asked):
                if voter in voters:
                    found[voter].append((interaction_id, article_id))
        return found

    def ratings(self) -> ArticleRatings:
        """As they are now, whichever process took the votes."""
        return self._ratings.now()


def read_ratings(connection: Connection, *, asked: Collection[str] = ()) -> ArticleRatings:
    """The ratings, as one view of the state has them. "Solved" counts for nothing where it was taken back, or was said
    in one of the interactions `asked`, after which the customer asked a person about the same."""
    rows = connection.execute(
        select(VOTES.c.article_id, VOTES.c.verdict, VOTES.c.interaction_id).where(VOTES.c.verdict != TAKEN_BACK)
    )
    counted: Counter[tuple[str, Verdict]] = Counter(
        (str(article), verdict) for article, verdict, said_in in rows if verdict != "solved" or said_in not in asked
    )
    return rate((article, verdict, count) for (article, verdict), count in counted.items())


def rate(counts: Iterable[tuple[str, Verdict, int]]) -> ArticleRatings:
    """Ratings from (article, verdict, number of such votes).

    An article's mean is that of the Beta distribution that its votes leave of the prior. The prior is what all
    articles have in common: its mean is the share of helpful votes, its weight comes from how far articles differ
    beyond chance (moments of the beta-binomial: J. C. Kleinman, JASA 68, 1973).
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for article_id, verdict, count in counts:
        votes[article_id][verdict] += count
    pairs = [(one["solved"], one.total()) for one in votes.values()]
    mean = (sum(solved for solved, _ in pairs) + 1) / (sum(total for _, total in pairs) + 2)
    weight = _weight(pairs)
    rated = {
        article_id: ArticleUsefulness(
            article_id=article_id,
            mean=(one["solved"] + weight * mean) / (one.total() + weight),
            votes=one.total(),
            solved=one["solved"],
            did_not_answer=one["did_not_answer"],
            not_related=one["not_related"],
        )
        for article_id, one in votes.items()
    }
    return ArticleRatings(mean, weight, rated)


def _weight(pairs: list[tuple[int, int]]) -> float:
    """How many votes the prior is worth: few where articles differ much, many where they hardly do."""
    total = sum(votes for _, votes in pairs)
    share = sum(solved for solved, _ in pairs) / total if total else 0.0
    degrees = len(pairs) - 1
    room = total - sum(votes * votes for _, votes in pairs) / total - degrees if total else 0.0
    if len(pairs) < _FEWEST_ARTICLES or total < _FEWEST_VOTES or share in (0.0, 1.0) or room <= 0:
        return DEFAULT_WEIGHT
    spread = sum(votes * (solved / votes - share) ** 2 for solved, votes in pairs) / (share * (1 - share))
    alike = (spread - degrees) / room
    return _MOST_WEIGHT if alike <= 0 else min(max(1 / alike - 1, _LEAST_WEIGHT), _MOST_WEIGHT)
