"""The record of what was done."""

import threading

import pytest

from PolyLibrary.redaction import register
from PolyLibrary.steps import Step, StepLog


def test_the_last_steps_of_one_phone_and_kind() -> None:
    log = StepLog()
    for number in range(5):
        log.record("alice", "request", f"GET {number}")
        log.record("bob", "note", f"note {number}")
    assert [step.text for step in log.last(2, phone="alice")] == ["GET 3", "GET 4"]
    assert [step.text for step in log.last(9, kind="note")][-1] == "note 4"
    assert log.last(9, phone="alice", kind="note") == []
    assert len(log.last(100)) == 10


def test_it_forgets_the_oldest() -> None:
    log = StepLog(size=3)
    for number in range(5):
        log.record("alice", "action", str(number))
    assert [step.text for step in log.last(10)] == ["2", "3", "4"]


@pytest.mark.usefixtures("no_secrets")
def test_secrets_are_removed_when_a_step_is_recorded() -> None:
    register("hunter22", "Polycom")
    log = StepLog()
    heard: list[Step] = []
    log.listen(heard.append)
    log.record("alice", "request", "password hunter22", detail="Authorization: Basic UG9seWNvbTpodW50ZXIyMg==")
    for step in (*heard, *log.last(1)):
        assert "hunter22" not in step.text
        assert "UG9seWNvbTpodW50ZXIyMg" not in step.detail


def test_a_listener_hears_until_it_is_stopped() -> None:
    log = StepLog()
    heard: list[str] = []
    stop = log.listen(lambda step: heard.append(step.text))
    log.record("alice", "note", "one")
    stop()
    stop()
    log.record("alice", "note", "two")
    assert heard == ["one"]


def test_many_threads_lose_nothing() -> None:
    log = StepLog(size=10_000)
    heard: list[int] = []
    log.listen(lambda step: heard.append(step.thread))
    threads = [
        threading.Thread(target=lambda: [log.record("alice", "note", "x") for _ in range(200)]) for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(log.last(10_000)) == len(heard) == 1000
