"""What a test needs beside Python: read from its code, so that no mark can be forgotten."""

from __future__ import annotations

import multiprocessing
import subprocess
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from types import CodeType, FunctionType

import pytest

__all__ = ["BY_FIXTURE", "needs", "together"]

BY_FIXTURE = {
    "browser": "browser",
    "milvus": "server",
    "postgresql": "server",
    "qdrant": "server",
    "redis": "server",
    "workspace": "server",  # which plays Slack
}
"""The mark of a test that asks for a fixture."""
STARTERS = (subprocess, multiprocessing, ProcessPoolExecutor)
"""What a process is started with."""


def needs(item: pytest.Item) -> set[str]:
    """Return the marks of what a test needs: `browser`, `server`; `random`: any number of inputs.

    A server is whatever process a test starts: by a fixture, or by a function of its own or of
    another test module that comes to one of STARTERS.
    """
    asked = _asked(item)
    marks = {mark for name, mark in BY_FIXTURE.items() if name in asked}
    functions = [item.function] if isinstance(item, pytest.Function) else []
    defined = item._fixtureinfo.name2fixturedefs if functions else {}
    functions += [each.func for fixtures in defined.values() for each in fixtures]
    if any(_starts_a_process(function, set()) for function in functions):
        marks.add("server")
    if functions and getattr(functions[0], "is_hypothesis_test", False):
        marks.add("random")
    return marks


def together(item: pytest.Item) -> str:
    """Return what the tests that one process runs share: a server or browser, or else a module."""
    asked = _asked(item)
    return next((name for name in BY_FIXTURE if name in asked), item.nodeid.split("::")[0])


def _starts_a_process(function: object, seen: set[object]) -> bool:
    function = getattr(function, "__wrapped__", function)  # a context manager's, or a decorated one
    if isinstance(function, type):
        methods = [each for each in vars(function).values() if isinstance(each, FunctionType)]
        return any(_starts_a_process(method, seen) for method in methods)
    if not isinstance(function, FunctionType) or function in seen:
        return False
    seen.add(function)
    used = [function.__globals__.get(name) for name in _names(function.__code__)]
    if any(each is starter for each in used for starter in STARTERS):
        return True
    return any(_starts_a_process(each, seen) for each in used if _of_the_tests(each))


def _asked(item: pytest.Item) -> set[str]:
    """The fixtures of a test, and the texts it is called with, of which some may name one."""
    given = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return {*getattr(item, "fixturenames", ()), *(each for each in given if isinstance(each, str))}


def _of_the_tests(used: object) -> bool:
    return str(getattr(used, "__module__", "")).startswith("tests")


def _names(code: CodeType) -> Iterator[str]:
    """The global names that a function uses, and what is defined inside it."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
