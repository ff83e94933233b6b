"""From the change of a phone's state to the return of ``Expect Call State`` that waits for it.

Another session answers and ends calls at a phone, at moments that do not know of our looks; the clock starts when
the phone has answered that request.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from benchmarks.ground import Ground
from benchmarks.measure import Row, in_turns, limited, median, percentile
from benchmarks.phones import Bare, Phones
from PolyLibrary.deadline import FAST
from PolyLibrary.session.channels.notices import Notify, receivers

CALLER, CALLEE, NUMBER = "carol", "dave", "1004"
# The wait has made its first look by then; the rest spreads the change evenly over the interval of the looks.
SETTLED = 0.15
RING_LIMIT = 5.0
OVER_MEDIAN, OVER_TAIL = 0.020, 0.040
WITH_NOTIFICATIONS = 0.015


def reaction(ground: Ground) -> Iterator[Row]:
    """Median and p95 of the delay, against what polling allows at best."""
    phones = ground.phones
    caller, callee = phones.bare(CALLER), phones.bare(CALLEE)
    exchange = median(in_turns({"bare": callee.state}, max(10, ground.rounds))["bare"])
    delays = _delays(phones, caller, callee, ground.rounds)
    half = FAST / 2
    yield limited(
        "reaction",
        "From the state's change to Expect Call State, median",
        median(delays) * 1000,
        (half + OVER_MEDIAN + exchange) * 1000,
        "ms",
        "half an interval + 20 ms + one exchange",
        note=f"{len(delays)} changes, polling every {FAST * 1000:.0f} ms, one exchange {exchange * 1000:.1f} ms, HTTPS",
    )
    yield limited(
        "reaction",
        "From the state's change to Expect Call State, p95",
        percentile(delays, 0.95) * 1000,
        (FAST + OVER_TAIL + exchange) * 1000,
        "ms",
        "one interval + 40 ms + one exchange",
        note=f"longest {max(delays) * 1000:.0f} ms",
    )
    with _told_by(phones):
        delays = _delays(phones, caller, callee, ground.rounds)
    yield limited(
        "reaction",
        "The same with the phone's notifications, median",
        median(delays) * 1000,
        WITH_NOTIFICATIONS * 1000,
        "ms",
        "15 ms",
        note=f"{len(delays)} changes, p95 {percentile(delays, 0.95) * 1000:.0f} ms",
    )


@contextmanager
def _told_by(phones: Phones) -> Iterator[None]:
    """The callee opened with notifications, and as before afterwards."""
    before = receivers.setting
    try:
        _reopened(phones, "events")
        yield
    finally:
        _reopened(phones, before)


def _reopened(phones: Phones, setting: Notify) -> None:
    phones.run("close_phones", CALLEE)
    receivers.setting = setting
    phones.run("open_phone", CALLEE)


def _delays(phones: Phones, caller: Bare, callee: Bare, rounds: int) -> list[float]:
    """The delays of answering and of ending a call, seconds."""
    chance = random.Random(20)
    delays: list[float] = []
    for _ in range(rounds):
        ref = _ring(caller, callee)
        for verb, state in (("answerCall", "Connected"), ("endCall", "Idle")):
            delays.append(
                _delay(
                    partial(callee.post, f"/api/v1/callctrl/{verb}", {"Ref": ref}),
                    partial(phones.run, "expect_call_state", state, phone=CALLEE),
                    SETTLED + chance.uniform(0, FAST),
                )
            )
    return delays


def _ring(caller: Bare, callee: Bare) -> str:
    """Let the callee ring; the reference of the call there."""
    deadline = time.monotonic() + RING_LIMIT
    dialled = False
    while time.monotonic() < deadline:
        # The caller's calls that have just ended keep their place for a moment, so a first try may be refused.
        dialled = dialled or caller.post("/api/v1/callctrl/dial", {"Dest": NUMBER, "Line": "1"}) == "2000"
        for call in callee.calls():
            if call["CallState"] == "Offering":
                return str(call["CallHandle"]).removeprefix("0x")
        time.sleep(0.03)
    raise RuntimeError(f"{CALLEE} did not ring within {RING_LIMIT:g} s of the call from {CALLER}.")


def _delay(change: Callable[[], str], expect: Callable[[], object], after: float) -> float:
    """Seconds from the change, made by another thread ``after`` that long, to the return of ``expect``."""
    moments: list[float] = []
    answers: list[str] = []

    def act() -> None:
        time.sleep(after)
        answers.append(change())
        moments.append(time.perf_counter())

    thread = threading.Thread(target=act, name="changes the state")
    thread.start()
    try:
        expect()
    finally:
        returned = time.perf_counter()
        thread.join()
    if answers != ["2000"]:
        raise RuntimeError(f"the change of the state was answered with {answers}")
    return returned - moments[0]
