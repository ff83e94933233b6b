"""What is remembered of passwords that phones refused."""

import threading

import pytest

from PolyLibrary.errors import Unreachable
from PolyLibrary.phone import doors
from PolyLibrary.phone.address import PhoneAddress
from PolyLibrary.phone.auth import Login
from PolyLibrary.phone.doors import REMEMBERED, Door, door_of
from PolyLibrary.redaction import Password

WRONG, RIGHT = 1, 2


def test_a_refusal_is_remembered_for_longer_than_any_phone_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(doors.time, "monotonic", lambda: now[0])
    door = Door()
    assert not door.refused(WRONG)
    door.refuse(WRONG)
    assert door.refused(WRONG)
    assert not door.refused(RIGHT)
    now[0] += REMEMBERED - 1
    assert door.refused(WRONG)
    now[0] += 2
    assert not door.refused(WRONG)


def test_a_good_login_clears_the_count_of_the_phone_and_ours() -> None:
    door = Door()
    door.refuse(WRONG)
    door.accept(RIGHT)
    assert not door.refused(WRONG)
    assert door.proven(RIGHT)
    assert not door.proven(WRONG)


def test_a_password_that_is_refused_is_not_proven_any_more() -> None:
    door = Door()
    door.accept(RIGHT)
    door.refuse(RIGHT)
    assert (door.proven(RIGHT), door.refused(RIGHT)) == (False, True)


def test_one_thread_at_a_time_tries_a_password_of_which_nothing_is_known() -> None:
    door = Door()
    inside, leave = threading.Event(), threading.Event()

    def first() -> None:
        with door.turn(WRONG, "alice: GET /x", 5.0):
            inside.set()
            leave.wait(10)

    thread = threading.Thread(target=first)
    thread.start()
    try:
        assert inside.wait(10)
        with pytest.raises(Unreachable) as caught, door.turn(RIGHT, "alice: GET /y", 0.05):
            pytest.fail("two threads have the turn")
    finally:
        leave.set()
        thread.join()
    assert str(caught.value) == (
        "alice: GET /y: another login at this phone was still under way.\n"
        "Seen:  nothing was sent: a password is tried by one thread at a time until the phone took it.\n"
        "Tried: waited 0.1 s.\n"
        "Next:  wait longer, or open the phone before threads use it."
    )
    with door.turn(RIGHT, "alice: GET /y", 0.05), door.turn(RIGHT, "alice: GET /z", 0.05):
        assert not door.proven(RIGHT), "given back by the one thread, and taken twice by the other"


def test_nobody_waits_for_a_password_that_is_known_to_be_good() -> None:
    door = Door()
    door.accept(RIGHT)
    inside, leave = threading.Event(), threading.Event()

    def first() -> None:
        with door.turn(WRONG, "alice: GET /x", 5.0):
            inside.set()
            leave.wait(10)

    thread = threading.Thread(target=first)
    thread.start()
    try:
        assert inside.wait(10)
        with door.turn(RIGHT, "alice: GET /y", 0.05):
            assert door.proven(RIGHT)
    finally:
        leave.set()
        thread.join()


def test_the_turn_is_given_back_after_an_error() -> None:
    door = Door()
    with pytest.raises(ValueError, match="broken"), door.turn(WRONG, "alice: GET /x", 1.0):
        raise ValueError("broken")
    took = []
    thread = threading.Thread(target=lambda: took.append(door.turn(WRONG, "alice: GET /x", 1.0).__enter__()))
    thread.start()
    thread.join()
    assert took == [None]


def test_a_phone_has_one_door_for_each_kind_of_login() -> None:
    here = PhoneAddress("192.0.2.7", Password("walnut-88"))
    again = PhoneAddress("192.0.2.7", Password("hazelnut-77"))
    assert door_of(here) is door_of(again)
    assert door_of(here) is not door_of(PhoneAddress("192.0.2.8", here.password))
    assert door_of(here) is not door_of(PhoneAddress("192.0.2.7", here.password, https_port=8443))
    assert door_of(here) is not door_of(here, "apps.push")


def test_two_logins_of_one_door_share_what_is_known() -> None:
    door = Door()
    first, second = (Login("Polycom", Password("walnut-88"), door) for _ in range(2))
    other = Login("Polycom", Password("hazelnut-77"), door)
    first.refused = True
    assert (second.refused, other.refused) == (True, False)
    other.accepted()
    assert (second.refused, other.proven) == (False, True)
    assert first.refused, "who was refused himself does not try again"
    assert "walnut" not in repr(vars(door))
