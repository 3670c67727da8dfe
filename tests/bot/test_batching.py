import asyncio
import threading
from collections.abc import Sequence

import pytest

from bot.batching import Batcher, QueueFullError

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Work:
    """Doubles numbers, one batch at a time, each when it is let go."""

    def __init__(self, *, held: bool = False) -> None:
        self.batches: list[list[int]] = []
        self.threads: set[int] = set()
        self.go = threading.Semaphore(0 if held else 1_000)

    def __call__(self, items: Sequence[int]) -> list[int]:
        self.batches.append(list(items))
        self.threads.add(threading.get_ident())
        assert self.go.acquire(timeout=10)
        if -1 in items:
            raise ValueError("-1 can't be doubled")
        return [2 * item for item in items]


async def started(work: Work, batches: int = 1) -> None:
    while len(work.batches) < batches:
        await asyncio.sleep(0.001)


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_lone_item_is_done_at_once_and_off_the_loop() -> None:
    work = Work()
    batcher = Batcher(work)
    assert await batcher.submit(3) == 6
    assert work.batches == [[3]]
    assert threading.get_ident() not in work.threads
    await batcher.close()


async def test_what_waits_is_done_together_in_order() -> None:
    work = Work(held=True)
    batcher = Batcher(work, largest=4)
    first = asyncio.create_task(batcher.submit(0))
    await started(work)
    rest = [asyncio.create_task(batcher.submit(item)) for item in range(1, 7)]
    await settled()
    work.go.release(3)
    assert await asyncio.gather(first, *rest) == [0, 2, 4, 6, 8, 10, 12]
    assert work.batches == [[0], [1, 2, 3, 4], [5, 6]]
    assert len(work.threads) == 1
    await batcher.close()


async def test_one_that_fails_does_not_take_the_others_with_it() -> None:
    work = Work(held=True)
    batcher = Batcher(work)
    first = asyncio.create_task(batcher.submit(0))
    await started(work)
    rest = [asyncio.create_task(batcher.submit(item)) for item in (1, -1, 2)]
    await settled()
    work.go.release(10)
    assert await first == 0
    one, failed, two = await asyncio.gather(*rest, return_exceptions=True)
    assert (one, two) == (2, 4)
    assert isinstance(failed, ValueError)
    assert await batcher.submit(5) == 10, "the batcher goes on"
    await batcher.close()


async def test_work_that_loses_a_result_is_an_error_not_a_hang() -> None:
    batcher: Batcher[int, int] = Batcher(lambda _: [])
    with pytest.raises(ValueError, match="0 results for 1 items"):
        await asyncio.wait_for(batcher.submit(1), 10)
    await batcher.close()


async def test_whoever_stopped_waiting_costs_nothing() -> None:
    work = Work(held=True)
    batcher = Batcher(work)
    first = asyncio.create_task(batcher.submit(0))
    await started(work)
    gone = asyncio.create_task(batcher.submit(1))
    stays = asyncio.create_task(batcher.submit(2))
    await settled()
    gone.cancel()
    await settled()
    work.go.release(2)
    assert await asyncio.gather(first, stays) == [0, 4]
    assert work.batches == [[0], [2]]
    await batcher.close()


async def test_whoever_stopped_waiting_makes_room_at_once() -> None:
    work = Work(held=True)
    batcher = Batcher(work, longest_queue=1)
    first = asyncio.create_task(batcher.submit(0))
    await started(work)
    gone = asyncio.create_task(batcher.submit(1))
    await settled()
    gone.cancel()
    await settled()
    stays = asyncio.create_task(batcher.submit(2))
    await settled()
    work.go.release(2)
    assert await asyncio.gather(first, stays) == [0, 4]
    await batcher.close()


async def test_what_has_waited_too_long_is_given_up_and_not_done() -> None:
    work = Work(held=True)
    batcher = Batcher(work, longest_wait=0.01)
    first = asyncio.create_task(batcher.submit(0))
    await started(work)
    with pytest.raises(QueueFullError):
        await batcher.submit(1)
    work.go.release(2)
    assert await first == 0, "what was begun is finished, however long it takes"
    assert await batcher.submit(2) == 4
    assert work.batches == [[0], [2]]
    await batcher.close()


async def test_what_is_large_waits_for_what_is_not() -> None:
    work = Work(held=True)
    batcher = Batcher(work, largest=3, size=lambda item: item)
    first = asyncio.create_task(batcher.submit(0))
    await started(work)
    rest = [asyncio.create_task(batcher.submit(item)) for item in (4_000, 5_000, 1, 2, 3, 4_001)]
    await settled()
    work.go.release(10)
    assert await asyncio.gather(first, *rest) == [0, 8_000, 10_000, 2, 4, 6, 8_002]
    assert work.batches == [[0], [1, 2, 3], [4_000], [5_000], [4_001]]
    await batcher.close()


async def test_a_full_queue_refuses_and_keeps_what_it_has() -> None:
    work = Work(held=True)
    batcher = Batcher(work, longest_queue=2)
    first = asyncio.create_task(batcher.submit(0))
    await started(work)
    waiting = [asyncio.create_task(batcher.submit(item)) for item in (1, 2)]
    await settled()
    with pytest.raises(QueueFullError):
        await batcher.submit(3)
    work.go.release(2)
    assert await asyncio.gather(first, *waiting) == [0, 2, 4]
    await batcher.close()


async def test_closing_finishes_what_is_waiting() -> None:
    work = Work(held=True)
    batcher = Batcher(work, largest=1)
    waiting = [asyncio.create_task(batcher.submit(item)) for item in (1, 2)]
    await started(work)
    closing = asyncio.create_task(batcher.close())
    await settled()
    assert not closing.done()
    work.go.release(2)
    await closing
    assert await asyncio.gather(*waiting) == [2, 4]
