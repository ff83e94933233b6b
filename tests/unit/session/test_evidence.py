"""What is kept of a failure; collecting it never fails itself."""

import threading
from typing import Any

import pytest
from session_fakes import FakePhone, call, session

from PolyLibrary import errors
from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import PolyError, Unreachable
from PolyLibrary.redaction import register
from PolyLibrary.session.evidence import collect, collect_all

SOON = Deadline(1.0)
FAMILY = [
    errors.CheckFailed("x"),
    errors.UsageError("x"),
    errors.NotPossible("x"),
    errors.PhoneRefused("x", status="4001"),
    errors.Undecided("x"),
    errors.Unreachable("x"),
    errors.LoginRefused("x"),
    errors.RestOff("x"),
    errors.PathMissing("x"),
    errors.FactoryPassword("x"),
    errors.WrongPhone("x"),
    errors.BadReply("x"),
]


def test_everything_that_can_be_had() -> None:
    phone = FakePhone([call(name="Bob")])
    phone.log_text = "0830120000|pgui |2|00|one\n0830120001|pgui |2|00|two\n"
    alice = session(phone)
    alice.steps.record("alice", "request", "GET /api/one 200")
    alice.steps.record("bob", "request", "GET /api/other 200")
    found = collect(alice, SOON, log_lines=1)
    assert (found.phone, found.address) == ("alice", "10.0.0.1")
    assert found.title == "alice (VVX 600, 5.9.3.2857, virtual)"
    assert (found.picture, found.picture_kind) == (b"BM-picture", "bmp")
    assert found.calls == "Connected to 1002 'Bob' (call=0x10)"
    assert found.history.startswith("Connected (longest gap")
    assert found.log == ("0830120001|pgui |2|00|two",)
    assert found.requests == ("GET /api/one 200",)
    assert found.gaps == ()


@pytest.mark.parametrize("error", FAMILY, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("what", ["calls", "picture", "log"])
def test_what_cannot_be_had_is_said_and_never_raised(error: PolyError, what: str) -> None:
    phone: Any = FakePhone([])
    phone.log_text = "0830120000|pgui |2|00|one\n"
    if what == "calls":
        phone.readings = [error]
    elif what == "picture":
        phone.shots = [error]
    else:
        phone.log_error = error
    found = collect(session(phone), SOON)
    if what == "log":
        assert found.log == ("(the log could not be read: x)",)
    else:
        assert found.gaps == (f"{what}: x",)


def test_a_phone_that_does_not_answer_is_asked_once() -> None:
    phone = FakePhone(Unreachable("gone"))
    phone.log_text = "0830120000|pgui |2|00|one\n"
    found = collect(session(phone), SOON)
    assert (found.picture, found.calls, found.log) == (None, "not read", ())
    assert phone.looks == 1


def test_all_phones_are_collected_at_the_same_time() -> None:
    together = threading.Barrier(2, timeout=20)
    sessions = []
    for name in ("alice", "bob"):
        phone = FakePhone([call(name=name)])
        phone.on_look = together.wait  # a second phone that waits for the first would break it
        sessions.append(session(phone, name=name))
    found = collect_all(sessions, 20.0)
    assert [(each.phone, each.gaps) for each in found] == [("alice", ()), ("bob", ())]


def test_a_phone_that_hangs_takes_nothing_from_the_others() -> None:
    hung, gate = FakePhone(), threading.Event()
    hung.on_look = gate.wait
    try:
        alice, bob = collect_all([session(hung), session(FakePhone([call()]), name="bob")], 0.5)
    finally:
        gate.set()
    assert (alice.phone, alice.title, alice.picture) == ("alice", "alice (VVX 600, 5.9.3.2857, virtual)", None)
    assert alice.gaps == ("all of it: nothing came within 0.5 s",)
    assert (bob.phone, bob.gaps, bob.picture) == ("bob", (), b"BM-picture")


def test_no_phones_leave_nothing() -> None:
    assert collect_all([]) == []


def test_an_error_of_the_clock_of_robot_goes_through() -> None:
    class TimeIsUp(BaseException):
        pass

    phone = FakePhone()

    def stop() -> None:
        raise TimeIsUp

    phone.on_look = stop
    with pytest.raises(TimeIsUp):
        collect(session(phone), SOON)


@pytest.mark.usefixtures("no_secrets")
def test_no_secret_is_kept() -> None:
    register("hunter22", "Polycom")
    phone = FakePhone([call(name="hunter22")])
    phone.log_text = "0830120000|rest |2|00|Authorization: Basic UG9seWNvbTpodW50ZXIyMg==\n"
    alice = session(phone)
    alice.steps.record("alice", "request", "POST with hunter22")
    found = collect(alice, SOON)
    kept = repr(found)
    assert "hunter22" not in kept
    assert "UG9seWNvbTpodW50ZXIyMg" not in kept
