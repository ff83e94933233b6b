"""The desk: which lab a process uses, and which phones a test gets."""

import time
from pathlib import Path

import pytest
from desk_fakes import Opened

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import LabError, UnknownName, Unreachable, UsageError
from PolyLibrary.lab.requirements import Requirement
from PolyLibrary.redaction import Password
from PolyLibrary.session.desk import Desk

SOON = Deadline(1.0)
ANY = Requirement()


# The lab ---------------------------------------------------------------------------------------------------


def test_nothing_opens_a_lab_before_the_first_phone(desk: Desk, labs: list[str]) -> None:
    assert not desk.lab_known
    with pytest.raises(UsageError, match="No phone is open"):
        desk.session(None)
    assert desk.party("123").number == "123"
    assert labs == []


def test_the_lab_is_virtual_unless_somebody_says_otherwise(desk: Desk, labs: list[str]) -> None:
    desk.open("alice", ANY, SOON)
    assert labs == ["virtual"]


def test_the_import_wins_over_robots_variable_and_that_over_the_environment(
    labs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLYLAB_LAB", "environment.yaml")
    for use, variable in ((None, None), (None, "variable.yaml"), ("import.yaml", "variable.yaml")):
        desk = Desk()
        desk.use_lab(use)
        desk.find_lab = lambda found=variable: found
        assert desk.lab
    assert labs == ["environment.yaml", "variable.yaml", "import.yaml"]


def test_the_labs_warnings_are_told_once(desk: Desk) -> None:
    assert desk.lab is desk.lab
    assert [step.text for step in desk.steps.last(9, kind="warning")] == ["this lab is a fake."]


def test_two_imports_name_one_lab(desk: Desk) -> None:
    desk.use_lab("one.yaml")
    desk.use_lab(None)
    desk.use_lab("one.yaml")
    with pytest.raises(UsageError) as caught:
        desk.use_lab("two.yaml")
    assert str(caught.value) == (
        "The library was imported with lab=two.yaml, but this run already uses lab=one.yaml.\n"
        "Next:  one process uses one lab: give the same lab= to each import, or none."
    )


def test_a_lab_that_is_named_after_another_was_opened_is_refused(desk: Desk) -> None:
    desk.open("alice", ANY, SOON)
    with pytest.raises(UsageError, match=r"imported with lab=lab\.yaml, but this run already uses lab=virtual\."):
        desk.use_lab("lab.yaml")
    desk.use_lab("Virtual")


def test_one_lab_file_may_be_written_in_two_ways(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    desk.use_lab("lab.yaml")
    desk.use_lab(str(tmp_path / "lab.yaml"))


# Opening ---------------------------------------------------------------------------------------------------


def test_a_phone_has_the_scope_of_where_it_was_opened(desk: Desk) -> None:
    desk.open("alice", ANY, SOON)
    desk.begin_test()
    desk.open("bob", ANY, SOON)
    assert [each.scope for each in desk.sessions.values()] == ["suite", "test"]


def test_a_phone_cannot_be_opened_twice(desk: Desk) -> None:
    desk.open("alice", ANY, SOON)
    with pytest.raises(UsageError) as caught:
        desk.open("Alice", ANY, SOON)
    assert str(caught.value) == ("A phone 'Alice' is open already.\nNext:  Switch Phone to it, or Close Phones first.")


def test_a_typing_error_never_opens_any_phone(desk: Desk, opened: Opened) -> None:
    with pytest.raises(UnknownName) as caught:
        desk.open("alcie", ANY, SOON)
    assert str(caught.value) == "There is no phone 'alcie' in the virtual lab.\nNext:  did you mean 'alice'?"
    assert opened.asked == []


def test_a_misspelt_argument_is_no_phone(desk: Desk) -> None:
    with pytest.raises(UsageError, match="did you mean 'model'"):
        desk.open("modle=VVX600", ANY, SOON)


def test_all_or_none(desk: Desk, opened: Opened) -> None:
    opened.broken = {"carol"}
    with pytest.raises(Unreachable):
        desk.open_all({"alice": ANY, "bob": ANY, "carol": ANY}, SOON)
    assert desk.sessions == {}
    assert [asked.name for asked in opened.asked] == ["alice", "bob", "carol"]


def test_roles_get_phones_that_fit_each_another_one(desk: Desk) -> None:
    berlin, any_vvx = Requirement(tags=("site:berlin",)), Requirement(model="VVX600")
    sessions = desk.open_all({"guest": berlin, "caller": any_vvx, "callee": any_vvx}, SOON)
    assert [each.entry.name for each in sessions] == ["carol", "alice", "bob"]
    assert list(desk.sessions) == ["guest", "caller", "callee"]
    with pytest.raises(LabError, match="No phone of the virtual lab fits 'more'"):
        desk.open("more", berlin, SOON)


def test_each_phone_has_the_whole_time_once_the_lab_is_there(desk: Desk, opened: Opened) -> None:
    late = Deadline(3.0, "timeout=", time.monotonic() - 60)
    desk.open_all({"alice": ANY, "bob": ANY}, late)
    for asked in opened.asked:
        assert asked.deadline.remaining == pytest.approx(3.0, abs=0.5)
        assert asked.deadline.setting == "timeout="


def test_a_password_given_wins_over_the_labs(desk: Desk, opened: Opened) -> None:
    desk.open("alice", ANY, SOON, password=Password("hunter22"))
    assert opened.asked[0].entry.password == Password("hunter22")


@pytest.mark.parametrize(
    ("name", "address", "host", "port"),
    [
        ("10.1.2.3", None, "10.1.2.3", 443),
        ("10.1.2.3:8443", None, "10.1.2.3", 8443),
        ("desk phone", "phone.example:444", "phone.example", 444),
        ("desk phone", "fe80::1", "fe80::1", 443),
    ],
)
def test_an_address_needs_no_lab_and_is_never_virtual(
    desk: Desk, opened: Opened, labs: list[str], name: str, address: str | None, host: str, port: int
) -> None:
    desk.open(name, ANY, SOON, address=address)
    asked = opened.asked[0]
    assert (asked.entry.host, asked.entry.https_port, asked.virtual) == (host, port, False)
    assert labs == []


def test_an_address_takes_the_password_of_the_environment(
    desk: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLY_PASSWORD", "hunter33")
    desk.open("10.1.2.3", ANY, SOON)
    assert opened.asked[0].entry.password == Password("hunter33")
