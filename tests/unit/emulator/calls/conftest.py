"""Phones on a stage, and a record of every word that their calls have had."""

from collections.abc import Iterator

import pytest
from handset import Handset
from stage import Recorder, Stage

from PolyLibrary.emulator.fleet import Fleet


@pytest.fixture
def stage(fleet: Fleet, alice: Handset, bob: Handset, carol: Handset) -> Iterator[Stage]:
    """Alice, Bob and Carol as A, B and C; at the end every step of every call was a legal one."""
    phones = {"A": alice, "B": bob, "C": carol}
    recorders = fleet.run(lambda: [Recorder(handset) for handset in phones.values()])
    yield Stage(phones)
    illegal = fleet.run(lambda: [step for recorder in recorders for step in recorder.illegal()])
    fleet.run(lambda: [recorder.stop() for recorder in recorders])
    assert illegal == []


@pytest.fixture(autouse=True)
def _fresh_exchange(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test inherits a lock, a star code's setting or a message from another."""
    yield
    if "fleet" not in request.fixturenames:
        return
    made: Fleet = request.getfixturevalue("fleet")

    def reset() -> None:
        for phone in made.phones.values():
            phone.desk.lock.forget()
            phone.exchange.clear_settings()
            phone.exchange.voicemail.clear()

    made.run(reset)
