"""What a thread makes is there when it is asked for, and the thread is gone."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from index.background import in_background, side_by_side


class Value:
    """Something that can be referred to weakly."""


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def test_it_is_made_in_another_thread_at_once() -> None:
    begun = threading.Event()
    made = in_background(lambda: (begun.set(), threading.current_thread())[1])
    assert begun.wait(timeout=60)
    thread = made.result()
    assert thread is not threading.current_thread()
    assert not thread.daemon  # so that it is waited for at exit
    thread.join(timeout=60)
    assert not thread.is_alive()
    assert made.result() is thread


def test_an_error_comes_where_the_value_is_asked_for_every_time() -> None:
    failed = in_background(lambda: 1 // 0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            failed.result()


@pytest.mark.usefixtures("no_collector")
def test_nothing_is_kept_but_the_value() -> None:
    needed, value = Value(), Value()
    alive = [weakref.ref(needed), weakref.ref(value)]
    thread: list[threading.Thread] = []

    def make(needed: Value = needed, value: Value = value) -> Value:
        assert needed is not value
        thread.append(threading.current_thread())
        return value

    made = in_background(make)
    del make, needed, value
    made.result()
    thread[0].join(timeout=60)
    assert [each() is None for each in alive] == [True, False]
    del made
    assert [each() is None for each in alive] == [True, True]


def test_values_come_in_order_and_are_made_beside_each_other() -> None:
    met = threading.Barrier(2)

    def make(number: int) -> int:
        if number < 2:
            met.wait(timeout=60)  # each of the first two waits for the other
        return number

    assert list(side_by_side((partial(make, n) for n in range(7)), 2)) == list(range(7))


def test_no_more_is_begun_than_threads_can_take() -> None:
    asked: list[int] = []

    def calls() -> Iterator[Callable[[], int]]:
        for number in range(100):
            asked.append(number)
            yield partial(int, number)

    found = side_by_side(calls(), 2)
    assert next(found) == 0
    assert len(asked) == 3
    found.close()
    assert len(asked) == 3


def test_an_error_ends_it() -> None:
    made: list[int] = []
    calls = [partial(made.append, 1), lambda: 1 // 0, *[partial(made.append, 2)] * 50]
    with pytest.raises(ZeroDivisionError):
        list(side_by_side(calls, 1))
    assert made[0] == 1
    assert len(made) <= 3
