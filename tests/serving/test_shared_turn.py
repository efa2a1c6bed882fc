"""Whoever's turn it is does the waiting work of all."""

import threading
import time
from collections.abc import Sequence

import pytest

from firstline.serving.shared_turn import SharedTurn


def test_work_that_waits_is_done_together_and_none_is_lost() -> None:
    batches: list[int] = []

    def double(items: Sequence[int]) -> list[int]:
        batches.append(len(items))
        time.sleep(0.005)
        return [2 * item for item in items]

    turn = SharedTurn(double, limit=16)
    results: dict[int, int] = {}
    threads = [threading.Thread(target=lambda n=n: results.update({n: turn.do(n)})) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {n: 2 * n for n in range(40)}
    assert sum(batches) == 40
    assert 3 <= len(batches) < 40
    assert max(batches) <= 16
    assert len(turn) == 0


def test_of_a_batch_only_the_item_at_fault_fails() -> None:
    entered, leave = threading.Event(), threading.Event()

    def invert(items: Sequence[int]) -> list[float]:
        if items == [1000]:
            entered.set()
            leave.wait(10)
        return [1 / item for item in items]

    turn = SharedTurn(invert, limit=16)
    outcomes: dict[int, object] = {}

    def ask(item: int) -> None:
        try:
            outcomes[item] = turn.do(item)
        except ZeroDivisionError:
            outcomes[item] = "failed"

    threads = [threading.Thread(target=ask, args=(item,)) for item in (1000, 0, 1, 2)]
    threads[0].start()
    assert entered.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(turn) < 3:
        time.sleep(0.001)
    leave.set()
    for thread in threads:
        thread.join()
    assert outcomes == {1000: 0.001, 0: "failed", 1: 1.0, 2: 0.5}


def test_an_idle_turn_does_not_wait() -> None:
    turn: SharedTurn[str, str] = SharedTurn(list, limit=4)
    assert turn.do("x") == "x"
    with pytest.raises(ValueError, match="zip"):
        SharedTurn[str, str](lambda _: [], limit=4).do("x")
