"""How much may wait, and what those who come later are told."""

import asyncio
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient

from firstline.serving.app import create_app
from firstline.serving.patience import Patience
from firstline.serving.problems import ProblemError
from firstline.serving.settings import Settings
from firstline.serving.slot_encoder import SlotEncoder
from firstline.serving.work_queue import WorkQueue
from tests.serving.desk_client import problem
from tests.serving.keyword_bundle import HashingEncoder, KeywordBundle


def test_more_than_may_wait_is_refused_at_once_and_room_is_given_back() -> None:
    queue, leave = WorkQueue(threads=1, limit=3), threading.Event()

    async def scenario() -> None:
        waiting = [asyncio.create_task(queue.run(leave.wait, texts=8)) for _ in range(3)]
        await asyncio.sleep(0)
        assert queue.load == 3
        with pytest.raises(ProblemError, match="try again"):
            await queue.run(leave.wait)
        leave.set()
        assert await asyncio.gather(*waiting) == [True] * 3
        assert queue.load == 0
        assert await queue.run(lambda: 7, texts=800) == 7, "a batch larger than the limit is let in when nothing waits"

    asyncio.run(scenario())
    queue.close()


def test_batches_fill_no_place_of_single_requests_and_the_other_way_round() -> None:
    queue, leave = WorkQueue(threads=2, limit=3), threading.Event()

    async def scenario() -> None:
        batch = asyncio.create_task(queue.run_pieces([leave.wait] * 3))
        await asyncio.sleep(0)
        with pytest.raises(ProblemError, match="3 pieces of work wait"):
            await queue.run(leave.wait, texts=9)
        single = [asyncio.create_task(queue.run(leave.wait)) for _ in range(3)]
        await asyncio.sleep(0)
        assert queue.load == 6
        leave.set()
        assert await batch == await asyncio.gather(*single) == [True] * 3

    asyncio.run(scenario())
    queue.close()


def test_pieces_of_a_batch_and_single_requests_take_turns() -> None:
    queue, leave, order = WorkQueue(threads=1, limit=100), threading.Event(), list[str]()

    async def scenario() -> None:
        first = asyncio.create_task(queue.run(leave.wait))
        await asyncio.sleep(0)
        batch = asyncio.create_task(queue.run_pieces([partial(order.append, "batch")] * 6))
        await asyncio.sleep(0)
        single = [asyncio.create_task(queue.run(partial(order.append, "single"))) for _ in range(3)]
        await asyncio.sleep(0)
        leave.set()
        await asyncio.gather(first, batch, *single)

    asyncio.run(scenario())
    queue.close()
    assert order == ["batch", "single"] * 3 + ["batch"] * 3


def test_the_answers_of_a_batch_come_in_order_and_its_first_error_is_raised() -> None:
    queue, begun = WorkQueue(threads=2, limit=100), list[int]()

    def fail(number: int) -> int:
        begun.append(number)
        if number == 2:
            raise KeyError(number)
        time.sleep(0.01)
        return number

    async def scenario() -> None:
        assert await queue.run_pieces([partial(int, digit) for digit in "3141592653"]) == [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]
        with pytest.raises(KeyError):
            await queue.run_pieces([partial(fail, number) for number in range(50)])
        async with asyncio.timeout(10):
            while queue.load:  # noqa: ASYNC110  # the queue has no event to wait for
                await asyncio.sleep(0.001)

    asyncio.run(scenario())
    queue.close()
    assert len(begun) < 10, "what had not begun is dropped"


class Caller:
    """A caller who can hang up."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()
        self.patience = Patience(self._receive)
        self._messages = 0

    async def _receive(self) -> dict[str, Any]:
        self._messages += 1
        if self._messages == 1:
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}


def test_work_of_a_caller_who_hung_up_is_dropped_before_it_begins() -> None:
    queue, leave, begun = WorkQueue(threads=1, limit=100), threading.Event(), list[str]()

    async def scenario() -> None:
        caller, busy = Caller(), asyncio.create_task(queue.run(leave.wait))
        await asyncio.sleep(0)
        waits = asyncio.create_task(queue.run(partial(begun.append, "single"), patience=caller.patience))
        batch = asyncio.create_task(queue.run_pieces([partial(begun.append, "piece")] * 5, patience=caller.patience))
        write = asyncio.create_task(queue.run(partial(begun.append, "write"), patience=caller.patience.unwatched()))
        await asyncio.sleep(0.01)
        assert queue.load == 8
        caller.gone.set()
        for task in (waits, batch):
            with pytest.raises(ClientDisconnect):
                await task
        assert queue.load == 2
        leave.set()
        await asyncio.gather(busy, write)

    asyncio.run(scenario())
    queue.close()
    assert begun == ["write"]


def test_work_whose_time_ran_out_while_it_waited_is_dropped_and_what_began_is_finished() -> None:
    queue, leave, begun = WorkQueue(threads=1, limit=100), threading.Event(), list[str]()

    async def scenario() -> None:
        soon = Patience(until=time.perf_counter() + 0.05)
        busy = asyncio.create_task(queue.run(leave.wait, patience=soon))
        await asyncio.sleep(0)
        with pytest.raises(ProblemError, match="ran out"):
            await queue.run(partial(begun.append, "late"), patience=soon)
        assert queue.load == 1
        with pytest.raises(ProblemError, match="ran out"):
            await queue.run(partial(begun.append, "later"), patience=soon)
        leave.set()
        assert await busy is True

    asyncio.run(scenario())
    queue.close()
    assert not begun


def test_a_batch_that_began_in_time_is_finished() -> None:
    queue = WorkQueue(threads=1, limit=100)

    async def scenario() -> None:
        patience = Patience(until=time.perf_counter() + 0.05)
        works = [partial(time.sleep, 0.03)] * 5
        assert await queue.run_pieces(works, patience=patience) == [None] * 5

    asyncio.run(scenario())
    queue.close()


def test_work_of_a_caller_who_hung_up_ends_before_its_room_is_free() -> None:
    queue, leave = WorkQueue(threads=1, limit=3), threading.Event()

    async def scenario() -> None:
        task = asyncio.create_task(queue.run(leave.wait))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert queue.load == 1
        leave.set()
        async with asyncio.timeout(10):
            while queue.load:  # noqa: ASYNC110  # the queue has no event to wait for
                await asyncio.sleep(0.001)

    asyncio.run(scenario())
    queue.close()


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[tuple[TestClient, Any]]:
    bundle = KeywordBundle()
    settings = Settings(bundle=tmp_path / "bundle", waiting=1, threads=1)
    with TestClient(create_app(settings, bundle=bundle)) as client:  # type: ignore[arg-type]
        yield client, bundle


def test_a_crowded_service_says_when_to_come_back_and_stays_alive(crowded: tuple[TestClient, Any]) -> None:
    client, bundle = crowded
    entered, leave, encode = threading.Event(), threading.Event(), bundle.encoder.encode

    def slow(*args: Any, **options: Any) -> Any:
        entered.set()
        leave.wait(10)
        return encode(*args, **options)

    bundle.encoder.encode = slow
    first: list[Any] = []
    body = {"ticket": {"body": "my card"}}
    thread = threading.Thread(target=lambda: first.append(client.post("/v1/triage", json=body)))
    thread.start()
    assert entered.wait(10)
    response = client.post("/v1/triage", json=body)
    problem(response, 429, "too-many-requests")
    assert response.headers["retry-after"] == "1"
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200
    leave.set()
    thread.join()
    assert first[0].status_code == 200


def test_a_long_list_gives_the_slot_back_after_every_text() -> None:
    inner = HashingEncoder()
    encoder = SlotEncoder(inner, slots=1)
    texts = [f"text {number}" for number in range(20)]
    seen: list[tuple[int, int]] = []
    vectors = encoder.encode(texts, progress=lambda done, of: seen.append((done, of)))
    assert inner.calls == [1] * 20
    assert seen == [(8, 20), (16, 20), (20, 20)]
    assert np.array_equal(vectors, HashingEncoder().encode(texts))
    assert encoder.encode([]).shape == (0, encoder.dimension)
    assert encoder.waiting == 0
