"""Deadlines and the polling schedule."""

import time

import pytest

from PolyLibrary import deadline as module
from PolyLibrary.deadline import Deadline, polling, seconds


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 s"),
        (0.25, "0.25 s"),
        (2.5, "2.5 s"),
        (10, "10 s"),
        (119, "119 s"),
        (120, "2 min"),
        (360, "6 min"),
        (130, "130 s"),
    ],
)
def test_seconds_as_people_write_them(value: float, text: str) -> None:
    assert seconds(value) == text


def test_a_zero_limit_looks_once() -> None:
    assert list(polling(Deadline(0))) == [1]


def test_a_limit_that_is_over_looks_once() -> None:
    assert list(polling(Deadline(1, started=time.monotonic() - 5))) == [1]


def test_the_last_look_comes_at_the_deadline_not_before() -> None:
    limit = Deadline(0.3)
    last = 0.0
    for _ in polling(limit):
        last = limit.elapsed
    assert last >= 0.3


def test_it_looks_about_nine_times_a_second_while_young() -> None:
    tries = len(list(polling(Deadline(0.5))))
    assert 4 <= tries <= 6


def test_an_old_wait_looks_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(module.time, "sleep", slept.append)
    looks = polling(Deadline(100, started=time.monotonic() - 20))
    for _ in range(20):
        next(looks)
    assert slept == sorted(slept)
    assert slept[0] > module.FAST
    assert slept[-1] == module.SLOW


def test_a_part_never_ends_after_the_whole() -> None:
    whole = Deadline(1.0, "timeout=")
    part = whole.within(5.0, "the request limit")
    assert part.remaining == pytest.approx(whole.remaining, abs=0.01)
    assert part.setting == "timeout="


def test_a_shorter_part_names_its_own_setting() -> None:
    part = Deadline(10.0).within(0.5, "the request limit")
    assert (part.limit, part.setting) == (0.5, "the request limit")


def test_remaining_is_never_negative() -> None:
    over = Deadline(1, started=time.monotonic() - 60)
    assert over.expired
    assert over.remaining == 0
    assert over.within(3, "x").remaining == 0


def test_what_was_tried() -> None:
    limit = Deadline(10, "timeout=", time.monotonic() - 2)
    assert limit.tried(1) == "1 look in 2.0 s (limit 10 s, set by timeout=)"
    assert limit.tried(12, "round") == "12 rounds in 2.0 s (limit 10 s, set by timeout=)"
