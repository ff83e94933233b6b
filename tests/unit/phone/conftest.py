"""Stub phones that are closed when the test ends."""

import ssl
from collections.abc import Callable, Iterator

import pytest
from phone_stub import Answer, Stub

from PolyLibrary.deadline import Deadline

Serve = Callable[..., Stub]


@pytest.fixture
def serve() -> Iterator[Serve]:
    stubs: list[Stub] = []

    def start(answer: Answer, *, login: bool = False, context: ssl.SSLContext | None = None) -> Stub:
        stubs.append(Stub(answer, login=login, context=context))
        return stubs[-1]

    yield start
    for stub in stubs:
        stub.close()


@pytest.fixture
def soon() -> Deadline:
    return Deadline(3.0)
