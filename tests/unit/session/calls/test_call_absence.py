"""What has to be there before calls can be said not to have changed."""

import re

import pytest
from session_fakes import FakePhone, call, session

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, PolyError, UsageError
from PolyLibrary.session.calls.call_absence import require_calls

SOON = Deadline(1.0)


def refusal(kind: type[PolyError], *phones: FakePhone) -> str:
    sessions = [session(phone, name=name) for phone, name in zip(phones, ("alice", "bob"), strict=False)]
    for each in sessions:
        each.watch.look(SOON)
    with pytest.raises(kind) as caught:
        require_calls(sessions, SOON)
    return re.sub(r"\d+\.\d+ s", "N s", str(caught.value))


def test_a_call_at_one_of_the_phones_is_something_to_compare() -> None:
    require_calls([session(FakePhone([])), session(FakePhone([call()]), name="bob")], SOON)


def test_no_call_at_all_is_a_mistake_of_the_test() -> None:
    assert refusal(UsageError, FakePhone([]), FakePhone([])) == (
        "There is no call to compare at alice, bob: none of them has one now or had one in this test.\n"
        "Next:  Expect No Incoming Call and Expect Idle say that a phone stays idle; since= a mark without calls does "
        "as well."
    )


def test_a_call_that_has_ended_before_the_check_is_a_failure() -> None:
    assert refusal(CheckFailed, FakePhone([call()], [])) == (
        "There is no call to compare at alice: what was there has ended.\n"
        "Seen:  alice since the start: Connected > Idle (longest gap N s).\n"
        "Next:  Expect Call State says which call must be up first."
    )
