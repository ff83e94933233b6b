"""Suites inside suites: what the setup of a folder makes lives to the end of the folder."""

from typing import Any

import pytest
from session_fakes import FakePhone, call

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import Unreachable, UsageError
from PolyLibrary.lab.requirements import Requirement
from PolyLibrary.session.desk import Desk

SOON = Deadline(1.0)
ANY = Requirement()


def fake(desk: Desk, name: str) -> FakePhone:
    phone: Any = desk.sessions[name].phone
    return phone


@pytest.fixture
def folder(desk: Desk) -> Desk:
    """A folder whose setup opened alice and chose her, and a suite in it whose setup opened bob."""
    desk.begin_suite("Folder")
    desk.open("alice", ANY, SOON)
    desk.switch("alice")
    desk.begin_suite("Folder.Suite")
    desk.begin_suite("Folder.Suite")  # a second import says so too
    desk.open("bob", ANY, SOON)
    return desk


def test_an_inner_suite_closes_what_it_opened(folder: Desk) -> None:
    folder.end_suite("Folder.Suite", idle=True)
    assert list(folder.sessions) == ["alice"]
    folder.end_suite("Folder", idle=True)
    assert folder.sessions == {}


def test_the_end_of_a_suite_counts_once(folder: Desk) -> None:
    assert len(folder.end_suite("Folder.Suite", idle=True)) == 2
    assert folder.end_suite("Folder.Suite", idle=True) == []
    assert folder.suite == "Folder"


def test_a_choice_lasts_as_long_as_what_made_it(folder: Desk) -> None:
    assert folder.session(None).name == "alice"
    folder.switch("bob")
    folder.begin_test()
    folder.switch("alice")
    folder.end_test(idle=False, close=True)
    assert folder.session(None).name == "bob"
    folder.end_suite("Folder.Suite", idle=True)
    assert folder.session(None).name == "alice"


def test_configuration_goes_back_suite_by_suite(folder: Desk) -> None:
    alice = folder.sessions["alice"]
    alice.config.set({"up.x": "3"}, "suite", SOON)
    folder.begin_test()
    alice.config.set({"up.x": "4"}, "test", SOON)
    folder.end_test(idle=True, close=True)
    assert fake(folder, "alice").config.values["up.x"].value == "3"
    folder.end_suite("Folder.Suite", idle=True)
    assert fake(folder, "alice").config.values["up.x"].value == "1"


def test_a_call_of_the_suites_setup_is_no_tests_to_end(folder: Desk) -> None:
    alice = fake(folder, "alice")
    alice.readings = [[call("Connected", handle=1)]]
    folder.begin_test()
    alice.readings = [[call("Connected", handle=1), call("Offering", handle=2)], [call("Connected", handle=1)]]
    first, _ = folder.end_test(idle=True, close=True)
    assert alice.sent == [("reject", "2")]
    assert len(first.ended) == 1
    folder.begin_test()
    assert folder.end_test(idle=True, close=True)[0].ended == []
    alice.readings = [[call("Connected", handle=1)], []]
    folder.end_suite("Folder.Suite", idle=True)
    assert alice.sent[-1] == ("end", "1")


def test_a_call_that_the_first_test_leaves_is_not_the_suites(folder: Desk) -> None:
    alice = fake(folder, "alice")
    folder.begin_test()
    alice.readings = [[call("Connected", handle=1)], []]
    assert folder.end_test(idle=True, close=True)[0].ended == ["Connected to 1002 (call=0x1)"]


def test_a_phone_that_cannot_be_looked_at_when_a_test_begins_stops_nothing(folder: Desk) -> None:
    fake(folder, "alice").readings = [Unreachable("gone")]
    folder.begin_test()
    assert folder.in_test


def test_what_is_remembered_for_the_end_of_a_suite_is_that_suites(folder: Desk) -> None:
    assert folder.key("suite") == ("suite", "Folder.Suite")
    assert folder.key("test") == ("test", "")
    folder.end_suite("Folder.Suite", idle=True)
    assert folder.key("suite") == ("suite", "Folder")


def test_a_named_phone_is_not_given_to_a_role(desk: Desk) -> None:
    wanted = {"caller": Requirement(model="VVX600"), "alice": ANY, "bob": ANY}
    sessions = desk.open_all(wanted, SOON)
    assert [each.name for each in sessions] == ["caller", "alice", "bob"]
    assert [each.entry.name for each in sessions] == ["carol", "alice", "bob"]


def test_without_robot_there_is_one_suite_without_a_name(desk: Desk) -> None:
    desk.open("alice", ANY, SOON)
    desk.end_suite("", idle=True)
    with pytest.raises(UsageError, match="No phone is open"):
        desk.session(None)
