"""What hands change belongs to a test or suite, and is put back with it."""

from collections.abc import Callable

import pytest

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import LabError
from PolyLibrary.session.config.putback import FAULTS, POWER, PutBack, Told

POWERED = ("power", "bob")


class World:
    """One thing with a state, and what was done to it."""

    def __init__(self) -> None:
        self.state: object = True
        self.done: list[object] = []

    def act(self, state: object, _deadline: Deadline) -> str:
        self.state = state
        self.done.append(state)
        return f"is {state}"


@pytest.fixture
def back() -> PutBack:
    return PutBack()


@pytest.fixture
def change(back: PutBack) -> Callable[[object], World]:
    world = World()

    def to(state: object) -> World:
        world.state = state
        back.changed(POWERED, state, True, world.act, POWER)
        return world

    return to


def test_what_a_test_changed_is_put_back_once(back: PutBack, change: Callable[[object], World]) -> None:
    back.begin("test")
    world = change(False)
    assert back.end("test") == [Told("is True", "done")]
    assert world.state is True
    assert back.end("test") == []
    assert world.done == [True]


def test_what_the_test_itself_put_back_is_left_alone(back: PutBack, change: Callable[[object], World]) -> None:
    back.begin("test")
    change(False)
    world = change(True)
    assert back.end("test") == []
    assert world.done == []


def test_no_change_is_nothing_to_put_back(back: PutBack, change: Callable[[object], World]) -> None:
    back.begin("test")
    change(True)
    assert back.end("test") == []


def test_a_suite_keeps_its_own_until_it_ends(back: PutBack, change: Callable[[object], World]) -> None:
    back.begin("suite", "Suite")
    world = change(False)
    back.begin("test")
    change(True)
    assert back.end("test") == [Told("is False", "done")], "the test found it so"
    assert world.state is False
    assert back.end("suite", "Other") == []
    assert back.end("suite", "Suite") == [Told("is True", "done")]
    assert world.done == [False, True]


def test_a_suite_inside_another_ends_first(back: PutBack, change: Callable[[object], World]) -> None:
    back.begin("suite", "Outer")
    back.begin("suite", "Outer.Inner")
    world = change(False)
    assert back.end("suite", "Outer.Inner") == [Told("is True", "done")]
    change(False)
    assert back.end("suite", "Outer") == [Told("is True", "done")]
    assert world.state is True


def test_things_made_go_away_in_order_and_one_failure_stops_nobody(back: PutBack) -> None:
    def fails(_deadline: Deadline) -> str:
        raise LabError("The switch does not answer.")

    back.begin("test")
    back.made(("cable", "alice"), lambda _: "cable back", POWER)
    back.made(("fault 'busy'", "bob"), fails, FAULTS)
    back.made(("fault 'busy'", "alice"), lambda _: "fault over", FAULTS)
    assert back.end("test") == [
        Told("could not be put back (fault 'busy' of bob): The switch does not answer.", "failed"),
        Told("fault over", "done"),
        Told("cable back", "done"),
    ]


def test_what_is_gone_is_not_taken_away_again(back: PutBack) -> None:
    back.begin("test")
    for phone in ("alice", "bob"):
        back.made(("call", phone), lambda _: "hung up", FAULTS)
    back.gone("call", "alice")
    assert len(back.end("test")) == 1
    back.begin("test")
    back.made(("call", "carol"), lambda _: "hung up", FAULTS)
    back.gone("call")
    assert back.end("test") == []
