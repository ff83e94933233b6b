"""Many phones at once: bounded, in parallel, each by itself."""

import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, LabError, PhoneRefused, Unreachable, UsageError
from PolyLibrary.lab.entries import LabPhone, Line
from PolyLibrary.phone.address import PhoneAddress
from PolyLibrary.phone.phone import Phone
from PolyLibrary.redaction import Password
from PolyLibrary.session.several.all_phones import Part, at_once, combined, report
from PolyLibrary.session.several.batch import (
    Batch,
    NotTried,
    NotWaitedFor,
    NumberGuard,
    Outcome,
    Result,
    Target,
    target_of,
)
from PolyLibrary.session.several.batch_actions import config_set, filled, lync_wanted

PASSWORD = Password("swordfish-77")


def target(name: str = "10.0.0.1", *, host: str = "10.0.0.1", number: str = "", virtual: bool = False) -> Target:
    return Target(name, PhoneAddress(host=host, password=PASSWORD), number, virtual=virtual)


def targets(count: int) -> list[Target]:
    return [target(f"p{index}") for index in range(count)]


class Counting:
    """An action that takes its time and counts how many of it run."""

    def __init__(self, takes: float = 0.05) -> None:
        self.takes = takes
        self.now = self.most = self.ran = 0
        self.lock = threading.Lock()
        self.on_run: Callable[[str], None] = lambda name: None

    def __call__(self, phone: Phone, target: Target, deadline: Deadline) -> Result:
        with self.lock:
            self.now += 1
            self.ran += 1
            self.most = max(self.most, self.now)
        try:
            self.on_run(target.name)
            time.sleep(self.takes)
        finally:
            with self.lock:
                self.now -= 1
        return Result(f"done {target.name}")


def test_results_come_in_order_and_no_more_run_than_allowed() -> None:
    action = Counting()
    told: list[Outcome | None] = []
    outcomes = Batch(5, at_once=4).run(targets(12), action, told.append)
    assert [each.result.text for each in outcomes if each.result] == [f"done p{index}" for index in range(12)]
    assert action.most == 4
    assert len([each for each in told if each is not None]) == 12


def test_nothing_is_waited_for_in_line() -> None:
    together = threading.Barrier(64)  # broken, and so an error of each phone, unless 64 are under way at once
    action = Counting(0)
    action.on_run = lambda name: together.wait(20) and None
    outcomes = Batch(30, at_once=64).run(targets(128), action)
    assert [each.target.name for each in outcomes if not each.ok] == []
    assert action.ran == 128


def test_an_error_stops_no_other() -> None:
    action = Counting(0)

    def broken(name: str) -> None:
        if name == "p1":
            raise Unreachable("p1: gone.")

    action.on_run = broken
    outcomes = Batch(5).run(targets(3), action)
    assert [each.ok for each in outcomes] == [True, False, True]
    assert str(outcomes[1].error) == "p1: gone."


def test_a_defect_of_ours_is_not_hidden() -> None:
    action = Counting(0)

    def broken(name: str) -> None:
        raise ZeroDivisionError

    action.on_run = broken
    with pytest.raises(ZeroDivisionError):
        Batch(5).run(targets(3), action)


def test_nobody_is_no_error() -> None:
    assert Batch(5).run([], Counting()) == []


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="signals of threads are POSIX")
def test_ctrl_c_lets_those_finish_that_began() -> None:
    action = Counting(0.3)
    begun = threading.Event()

    def stop() -> None:
        begun.wait(5)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    threading.Thread(target=stop).start()
    outcomes = Batch(5, at_once=2).run(targets(20), action, lambda outcome: begun.set())
    assert action.ran < 20
    assert [each.ok for each in outcomes].count(True) == action.ran
    assert isinstance(outcomes[-1].error, NotTried)
    assert len(outcomes) == 20


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="signals of threads are POSIX")
def test_a_second_ctrl_c_waits_for_none_and_says_so() -> None:
    action, gate = Counting(0), threading.Event()
    begun = threading.Event()

    def hang(name: str) -> None:
        begun.set()
        gate.wait(20)

    action.on_run = hang
    main = threading.main_thread().ident or 0

    def stop() -> None:
        begun.wait(20)
        signal.pthread_kill(main, signal.SIGINT)

    threading.Thread(target=stop).start()
    try:
        batch = Batch(5, at_once=1)
        first, second = batch.run(targets(2), action, stopping=lambda: signal.pthread_kill(main, signal.SIGINT))
    finally:
        gate.set()
    assert isinstance(first.error, NotWaitedFor)
    assert str(first.error).endswith(
        "begun and not waited for when the batch was stopped; what became of it is not known."
    )
    assert isinstance(second.error, NotTried)


def test_ctrl_c_while_the_work_begins_is_one_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    start = threading.Thread.start

    def interrupted(thread: threading.Thread) -> None:
        start(thread)
        if thread.name == "batch":
            raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "start", interrupted)
    action = Counting(0.05)
    outcomes = Batch(5, at_once=1).run(targets(50), action)
    assert len(outcomes) == 50
    assert action.ran < 50
    assert [each.ok for each in outcomes].count(True) == action.ran


def test_what_is_remembered_is_what_lasts() -> None:
    assert not target().passing
    assert not target(host="phone.lab").passing
    assert target(virtual=True).passing
    for host in ("127.77.0.1", "::1", "localhost"):
        assert target(host=host).passing


def test_a_phone_of_the_lab() -> None:
    entry = LabPhone("alice", "10.0.0.1", https_port=8443, mac="0004f2aabbcc", tls="off", lines=(Line("1001"),))
    made = target_of(entry, PASSWORD)
    assert (made.name, made.number, made.named, made.virtual) == ("alice", "1001", True, False)
    assert (made.address.https_port, made.address.mac, made.address.tls) == (8443, "0004f2aabbcc", "off")
    with pytest.raises(UsageError, match="There is no password for alice"):
        target_of(entry, None)


def test_the_guard_knows_real_phones_from_virtual_ones() -> None:
    data = {"data": [{"Dest": "sip:911@10.0.0.9"}]}
    real, virtual = target(), target(virtual=True)
    NumberGuard().check([virtual], data)
    NumberGuard(safe=["911"]).check([real], data)
    for guard in (NumberGuard(), NumberGuard(refused=["5555"])):
        with pytest.raises(UsageError, match="911 is an emergency number"):
            guard.check([virtual, real], data)
    with pytest.raises(UsageError, match="5555 is an emergency number"):
        NumberGuard(refused=["5555"]).check([real], {"TransferDest": "5555"})


def test_words_that_stand_for_the_phone() -> None:
    assert filled("{name}-{number}@{host}", target("alice", number="1001")) == "alice-1001@10.0.0.1"
    assert filled("a{b}@x", target()) == "a{b}@x"
    with pytest.raises(UsageError, match=r"The number of 10\.0\.0\.1 is not known"):
        filled("{number}@x", target())


def test_a_phone_that_restarts_after_the_set_has_not_failed() -> None:
    def gone(*_: Any) -> None:
        raise Unreachable("gone")

    phone: Any = SimpleNamespace(config=SimpleNamespace(set=lambda values, deadline: None, read=gone))
    assert "does it restart?" in config_set({"up.x": "1"})(phone, target(), Deadline(1)).text


def test_a_refused_sign_in_names_the_base_profile() -> None:
    assert "Lync base profile" in lync_wanted(PhoneRefused("no.", status="4004", hint="x")).hint
    assert lync_wanted(PhoneRefused("no.", status="5000", hint="x")).hint == "x"


def test_the_name_of_a_state_folder_is_not_needed_for_loopback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLYLAB_STATE", str(tmp_path / "state"))
    phone = Batch(0.2).phone(target(host="127.0.0.1"))
    phone.close()
    assert not (tmp_path / "state").exists()


# All at the same time -------------------------------------------------------------------------------------


def test_all_begin_together_and_all_are_tried() -> None:
    begun: list[float] = []

    def job(value: str) -> Callable[[], str]:
        def run() -> str:
            begun.append(time.monotonic())
            if value == "b":
                raise Unreachable("b: gone.")
            time.sleep(0.05)
            return value

        return run

    parts = at_once([(name, job(name)) for name in "abc"])
    assert [(part.name, part.value, part.ok) for part in parts] == [
        ("a", "a", True),
        ("b", None, False),
        ("c", "c", True),
    ]
    assert max(begun) - min(begun) < 0.05
    assert parts[0].took >= 0.05
    assert at_once([]) == []


@pytest.mark.parametrize(
    ("errors", "kind"),
    [
        ([Unreachable("x"), Unreachable("y")], LabError),
        ([Unreachable("x"), CheckFailed("y")], CheckFailed),
        ([Unreachable("x"), UsageError("y")], UsageError),
        ([AssertionError("x"), Unreachable("y")], CheckFailed),
        ([PhoneRefused("x", status="4003"), PhoneRefused("y", status="4003")], PhoneRefused),
        ([PhoneRefused("x", status="4003"), PhoneRefused("y", status="4004")], CheckFailed),
    ],
)
def test_one_error_of_the_class_that_weighs_most(errors: list[Exception], kind: type) -> None:
    found = combined("'Dial'", [Part(str(index), 0.1, None, error) for index, error in enumerate(errors)])
    assert type(found) is kind


def test_the_error_lists_who_failed_and_why() -> None:
    parts = [
        Part("alice", 0.1, "ok"),
        Part("bob", 0.1, None, CheckFailed("bob (VVX 600) is not idle.", seen="a call")),
        Part("carol", 0.1, None, ValueError()),
    ]
    assert report("'Expect Idle'", parts) == (
        "'Expect Idle' failed on 2 of 3 phones: bob, carol.\nbob (VVX 600) is not idle.\nSeen:  a call\n"
        "carol: ValueError"
    )
