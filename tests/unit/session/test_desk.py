"""The desk: which of the open phones a keyword means, and how they are left."""

from typing import Any

import pytest
from session_fakes import FakePhone, call

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, UnknownName, Unreachable, UsageError
from PolyLibrary.lab.requirements import Requirement
from PolyLibrary.session.desk import Desk

SOON = Deadline(1.0)
ANY = Requirement()


def both(desk: Desk) -> None:
    desk.open_all({"alice": ANY, "bob": ANY}, SOON)


# Which phone -----------------------------------------------------------------------------------------------


def test_the_only_phone_needs_no_name(desk: Desk) -> None:
    desk.open("alice", ANY, SOON)
    assert desk.session(None).name == "alice"


def test_with_two_phones_open_a_name_is_needed(desk: Desk) -> None:
    both(desk)
    with pytest.raises(UsageError) as caught:
        desk.session(None)
    assert str(caught.value) == (
        "2 phones are open: say which one with phone=.\n"
        "Seen:  open: alice, bob.\n"
        "Next:  add phone=<name>, or choose one with Switch Phone in this test or its suite's setup."
    )
    assert desk.session("BOB").name == "bob"


def test_an_open_phone_that_is_not_there(desk: Desk) -> None:
    both(desk)
    with pytest.raises(UsageError) as not_open:
        desk.session("carol")
    assert str(not_open.value) == "The phone 'carol' is not open.\nNext:  Open Phone    carol first."
    with pytest.raises(UnknownName) as unknown:
        desk.session("bobb")
    assert str(unknown.value) == "There is no open phone 'bobb'.\nNext:  did you mean 'bob'?"


def test_a_switch_lives_to_the_end_of_its_test(desk: Desk) -> None:
    both(desk)
    desk.begin_test()
    desk.switch("bob")
    assert desk.session(None).name == "bob"
    assert desk.session("alice").name == "alice"
    desk.end_test(idle=False, close=False)
    with pytest.raises(UsageError):
        desk.session(None)


def test_a_switch_of_the_suites_setup_outlives_the_tests(desk: Desk) -> None:
    both(desk)
    desk.switch("bob")
    desk.begin_test()
    desk.end_test(idle=False, close=False)
    assert desk.session(None).name == "bob"


def test_after_a_switch_in_a_test_the_suites_own_choice_holds_again(desk: Desk) -> None:
    both(desk)
    desk.switch("bob")
    desk.begin_test()
    desk.switch("alice")
    desk.end_test(idle=False, close=False)
    assert desk.session(None).name == "bob"


def test_a_phone_bound_at_import_wins_over_the_switch(desk: Desk) -> None:
    both(desk)
    desk.switch("bob")
    token = desk.bind("alice")
    assert desk.session(None).name == "alice"
    assert desk.session("bob").name == "bob"
    desk.unbind(token)
    assert desk.session(None).name == "bob"


def test_closing_the_phone_that_was_switched_to(desk: Desk) -> None:
    both(desk)
    desk.switch("bob")
    desk.close("bob")
    assert desk.session(None).name == "alice"


def test_several_phones_by_name_or_all(desk: Desk) -> None:
    both(desk)
    assert [each.name for each in desk.several([])] == ["alice", "bob"]
    assert [each.name for each in desk.several(["bob", "Alice", "bob"])] == ["bob", "alice"]


def test_who_is_meant_by_a_name(desk: Desk) -> None:
    desk.open("caller", Requirement(tags=("site:berlin",)), SOON)
    assert desk.party("caller").number == "1003"
    assert desk.party("dave").number == "1004"
    assert desk.party("invalid").number == "6999"
    with pytest.raises(UnknownName, match="did you mean 'dave'"):
        desk.party("davee")


# Cleaning up -----------------------------------------------------------------------------------------------


def test_a_test_leaves_idle_phones_with_their_old_configuration(desk: Desk) -> None:
    desk.open("alice", ANY, SOON)
    desk.begin_test()
    desk.open("bob", ANY, SOON)
    alice, bob = desk.sessions.values()
    bob.phone.readings = [[call("Connected")], []]  # type: ignore[attr-defined]
    bob.config.set({"up.x": "2"}, "test", SOON)
    cleaned = {each.session.name: each for each in desk.end_test(idle=True, close=True)}
    assert cleaned["bob"].ended == ["Connected to 1002 (call=0x10)"]
    assert cleaned["bob"].restored == ["up.x: '1' (default) -> '2'"]
    assert (cleaned["alice"].ended, cleaned["alice"].errors) == ([], [])
    assert list(desk.sessions) == ["alice"]
    assert bob.phone.closed  # type: ignore[attr-defined]
    assert not alice.phone.closed  # type: ignore[attr-defined]


def test_one_phone_that_cannot_be_cleaned_does_not_stop_the_others(desk: Desk) -> None:
    both(desk)
    alice, bob = desk.sessions.values()
    alice.phone.readings = [Unreachable("gone")]  # type: ignore[attr-defined]
    bob.phone.readings = [[call("Connected")], []]  # type: ignore[attr-defined]
    first, second = desk.end_suite("", idle=True)
    assert [str(error) for error in first.errors] == ["gone"]
    assert second.ended
    assert desk.sessions == {}


def test_a_phone_that_never_becomes_idle_is_told_within_the_limit(desk: Desk) -> None:
    desk.open("alice", ANY, SOON)
    desk.sessions["alice"].phone.readings = [[call("Connected")]]  # type: ignore[attr-defined]
    (cleaned,) = desk.end_test(idle=True, close=False, limit=0.05)
    assert [type(error) for error in cleaned.errors] == [CheckFailed]


def test_shutting_closes_everything(desk: Desk) -> None:
    both(desk)
    lab: Any = desk.lab
    phones: list[FakePhone] = [each.phone for each in desk.sessions.values()]  # type: ignore[misc]
    desk.shut()
    assert desk.sessions == {}
    assert lab.closed
    assert all(phone.closed for phone in phones)
    assert not desk.lab_known
