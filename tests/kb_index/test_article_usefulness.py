"""Votes on articles: one a person and day, and few of them move little."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from firstline.kb_index.article_usefulness import DEFAULT_WEIGHT, ArticleVotes, Verdict, rate, read_ratings
from firstline.kb_index.database import Database

pytestmark = pytest.mark.both_engines

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def votes(place: str) -> Iterator[ArticleVotes]:
    database = Database.open(place)
    yield ArticleVotes(database)
    database.close()


def _put(votes: ArticleVotes, verdict: Verdict, *, voter: str, interaction: str, at: datetime = NOON) -> None:
    votes.put("A1", verdict, voter=voter, interaction_id=interaction, at=at)


def test_one_visitor_has_one_vote_a_day_however_often_they_come(votes: ArticleVotes) -> None:
    for number in range(200):
        _put(votes, "solved", voter="visitor", interaction=f"i{number}")
    assert votes.ratings().of("A1").votes == 1
    _put(votes, "not_related", voter="visitor", interaction="changed their mind")
    assert (votes.ratings().of("A1").solved, votes.ratings().of("A1").not_related) == (0, 1)
    _put(votes, "solved", voter="visitor", interaction="next day", at=NOON + timedelta(days=1))
    _put(votes, "solved", voter="another", interaction="another")
    assert votes.ratings().of("A1").votes == 3


def test_one_interaction_has_one_vote_even_over_midnight(votes: ArticleVotes) -> None:
    _put(votes, "did_not_answer", voter="before midnight", interaction="same")
    _put(votes, "solved", voter="after midnight", interaction="same", at=NOON + timedelta(hours=13))
    assert (votes.ratings().of("A1").votes, votes.ratings().of("A1").solved) == (1, 1)


def test_a_vote_is_seen_by_another_process_at_once(votes: ArticleVotes, place: str) -> None:
    elsewhere = Database.open(place)
    other = ArticleVotes(elsewhere)
    assert other.ratings().of("A1").votes == 0
    _put(votes, "solved", voter="visitor", interaction="i")
    assert other.ratings().of("A1").votes == 1
    elsewhere.close()


def test_solved_that_was_taken_back_counts_for_nothing_in_any_process(votes: ArticleVotes, place: str) -> None:
    elsewhere = Database.open(place)
    other = ArticleVotes(elsewhere)
    _put(votes, "solved", voter="a", interaction="i")
    _put(votes, "solved", voter="b", interaction="j")
    _put(votes, "not_related", voter="c", interaction="k")
    assert other.ratings().of("A1").votes == 3
    assert votes.take_back(["i", "k", "unknown"]) == 1
    assert (other.ratings().of("A1").votes, other.ratings().of("A1").solved) == (2, 1)
    assert votes.take_back(["i"]) == 0
    assert votes.solved_by({"a", "b", "c"}, since=NOON) == {"b": [("j", "A1")]}
    assert votes.solved_by({"b"}, since=NOON + timedelta(days=1)) == {}
    elsewhere.close()


def test_ratings_may_be_read_as_if_some_had_been_taken_back(votes: ArticleVotes, place: str) -> None:
    _put(votes, "solved", voter="a", interaction="i")
    elsewhere = Database.open(place)
    with elsewhere.read() as view:
        assert read_ratings(view).of("A1").votes == 1
        assert read_ratings(view, asked={"i"}).of("A1").votes == 0
    elsewhere.close()


def test_a_single_vote_moves_an_article_less_than_fifty_do() -> None:
    ratings = rate([("one", "solved", 1), ("fifty", "solved", 50), ("bad", "did_not_answer", 50)])
    unknown, one, fifty, bad = (ratings.of(name).mean for name in ("unknown", "one", "fifty", "bad"))
    assert unknown == ratings.mean
    assert bad < unknown < one < fifty < 1
    assert one - unknown < 0.1


def test_without_votes_nothing_is_known_of_any_article() -> None:
    ratings = rate([])
    assert (ratings.of("A1").mean, ratings.weight, dict(ratings.by_article)) == (0.5, DEFAULT_WEIGHT, {})


@pytest.mark.parametrize(("weight", "low", "high"), [(4.0, 2.0, 8.0), (30.0, 15.0, 50.0)])
def test_the_priors_weight_is_found_again_in_votes_that_were_made_with_it(
    weight: float, low: float, high: float
) -> None:
    drawn = np.random.default_rng(0)
    counts: list[tuple[str, Verdict, int]] = []
    for number in range(300):
        solved = int(drawn.binomial(25, drawn.beta(0.6 * weight, 0.4 * weight)))
        counts += [(str(number), "solved", solved), (str(number), "not_related", 25 - solved)]
    ratings = rate(counts)
    assert low <= ratings.weight <= high
    assert ratings.mean == pytest.approx(0.6, abs=0.03)


def test_articles_that_differ_only_by_chance_are_drawn_together() -> None:
    assert rate([(str(number), verdict, 10) for number in range(20) for verdict in _BOTH]).weight == 50


_BOTH: tuple[Verdict, ...] = ("solved", "not_related")
