"""Which desk answers while another takes its place."""

import asyncio

from firstline.serving.current_desk import CurrentDesk
from firstline.serving.desk import Desk


def test_a_request_keeps_its_desk_and_the_desk_is_given_back_when_the_last_one_is_answered() -> None:
    first, second = object.__new__(Desk), object.__new__(Desk)

    async def replaced() -> None:
        current = CurrentDesk(first)
        with current.hold() as early:
            change = asyncio.create_task(current.replace(second))
            await asyncio.sleep(0)
            with current.hold() as late:
                assert (early, late, current.desk) == (first, second, second)
            await asyncio.sleep(0.01)
            assert not change.done()
        assert await asyncio.wait_for(change, timeout=5) is first

    asyncio.run(replaced())


def test_a_desk_that_nobody_holds_is_given_back_at_once() -> None:
    first, second = object.__new__(Desk), object.__new__(Desk)

    async def replaced() -> None:
        current = CurrentDesk(first)
        with current.hold():
            pass
        assert await asyncio.wait_for(current.replace(second), timeout=5) is first
        with current.hold() as held:
            assert held is second

    asyncio.run(replaced())
