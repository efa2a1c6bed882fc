"""Tests of the pairs of fine-tuning."""

import numpy as np

from firstline.datasets.ticket import Ticket
from firstline.training.finetune_pairs import PairProbe, linked_pairs, pair_aim
from firstline.training.held_out import Fold

ROWS = 120
PAIRS = np.array([(row, row + 60) for row in range(60)])


def _vectors() -> np.ndarray:
    """A pair's two rows lie close together, all else far apart."""
    half = np.random.default_rng(0).normal(size=(60, 16)).astype(np.float32)
    near = half + np.random.default_rng(1).normal(scale=0.01, size=half.shape).astype(np.float32)
    return np.concatenate((half, near))


def test_duplicates_and_tickets_of_one_article_belong_together() -> None:
    tickets = [
        Ticket(id="a", body="x", article_ids=("KB-1",)),
        Ticket(id="b", body="x", duplicate_of="a"),
        Ticket(id="c", body="x", article_ids=("KB-1", "KB-2")),
        Ticket(id="d", body="x", duplicate_of="gone"),
        Ticket(id="e", body="x", duplicate_of="e"),
    ]
    assert linked_pairs(tickets).tolist() == [[0, 1], [0, 2]]


def test_a_desk_without_links_has_no_pairs() -> None:
    assert linked_pairs([Ticket(id="a", body="x")]).shape == (0, 2)


def test_a_hard_negative_is_near_and_not_the_partner() -> None:
    vectors = _vectors()
    vectors[5] = vectors[0] + 0.02
    aim = pair_aim(PAIRS, vectors, np.arange(ROWS))
    assert aim is not None
    assert aim.hard[0] == 5
    assert not (aim.hard == aim.pairs[:, 1]).any()


def test_pairs_of_which_one_is_not_learned_from_are_left_out() -> None:
    assert pair_aim(PAIRS, _vectors(), np.arange(0, 60)) is None


def test_later_tickets_find_the_older_ones_that_they_are_linked_to() -> None:
    fold = Fold(np.arange(0, 60), np.arange(60, 120))
    good = PairProbe.of(_vectors(), np.zeros(16, np.float32), PAIRS, fold)
    random = np.random.default_rng(9).normal(size=(ROWS, 16)).astype(np.float32)
    bad = PairProbe.of(random, np.zeros(16, np.float32), PAIRS, fold)
    assert good is not None
    assert bad is not None
    assert good.found.all()
    lost, error = bad.loss_against(good)
    assert lost > 0.5
    assert 0 < error < 0.1


def test_few_links_judge_nothing() -> None:
    assert (
        PairProbe.of(_vectors(), np.zeros(16, np.float32), PAIRS[:5], Fold(np.arange(60), np.arange(60, 120))) is None
    )
