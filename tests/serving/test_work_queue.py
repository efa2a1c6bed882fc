"""How much may wait, and what those who come later are told."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from firstline.serving.app import create_app
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


def test_pieces_of_a_long_list_give_the_slot_back_between_them() -> None:
    inner = HashingEncoder()
    encoder = SlotEncoder(inner, slots=1)
    texts = [f"text {number}" for number in range(20)]
    seen: list[tuple[int, int]] = []
    vectors = encoder.encode(texts, progress=lambda done, of: seen.append((done, of)))
    assert inner.calls == [8, 8, 4]
    assert seen == [(8, 20), (16, 20), (20, 20)]
    assert np.array_equal(vectors, HashingEncoder().encode(texts))
    assert encoder.encode([]).shape == (0, encoder.dimension)
    assert encoder.waiting == 0
