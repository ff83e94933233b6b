"""The watch: what the calls of a phone did over time, and the one way to wait for something.

While somebody waits it looks at once, then on the polling schedule, and earlier when the phone tells of something.
It keeps the states that it saw, so that a check can judge the sequence and an error can show it, with the longest gap
between two looks.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import Undecided
from PolyLibrary.phone.calls import Call
from PolyLibrary.session.channels.bells import Bell, rounds
from PolyLibrary.terms import CallState

T = TypeVar("T")

MOST_GAP = 1.5
"""Seconds between two looks beyond which the absence of something is not proven."""


@dataclass(frozen=True)
class Reading:
    """All calls of one phone at one moment (``at``: monotonic seconds when the answer came)."""

    calls: tuple[Call, ...]
    at: float = field(default_factory=time.monotonic)

    @property
    def age(self) -> float:
        return time.monotonic() - self.at

    @property
    def live(self) -> tuple[Call, ...]:
        """The calls that are not over."""
        return tuple(call for call in self.calls if call.state != CallState.DISCONNECTED)


@dataclass(frozen=True)
class Seen:
    """One state of one call, first seen ``at`` (monotonic seconds)."""

    handle: int
    state: CallState
    at: float
    incoming: bool
    number: str
    call: Call


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """How a wait ended: ``value`` is None when the time was over."""

    value: T | None
    reading: Reading
    tries: int


CallReader = Callable[[Deadline], Sequence[Call]]


class Watch:
    """The calls of one phone over time.

    Args:
        read: Reads the calls once (one request).

    Attributes:
        bell: Rung by the phone's notifications; None where there are none.
    """

    def __init__(self, read: CallReader) -> None:
        self._read = read
        self._seen: deque[Seen] = deque(maxlen=500)
        self._looks: deque[float] = deque(maxlen=2000)
        self._now: dict[int, CallState] = {}
        self.last: Reading | None = None
        self.bell: Bell | None = None

    def rounds(self, deadline: Deadline) -> Iterator[int]:
        """The polling schedule of a wait that looks in each round; a notification of the phone ends a pause early."""
        yield from rounds([] if self.bell is None else [self.bell], deadline)

    def look(self, deadline: Deadline) -> Reading:
        """Read the calls once and remember what changed."""
        reading = Reading(tuple(self._read(deadline)))
        self._looks.append(reading.at)
        present: dict[int, CallState] = {}
        for call in reading.calls:
            present[call.handle] = call.state
            if self._now.get(call.handle) != call.state:
                self._seen.append(Seen(call.handle, call.state, reading.at, call.incoming, call.number, call))
        for handle, state in self._now.items():
            if handle not in present:
                last = next(seen for seen in reversed(self._seen) if seen.handle == handle)
                if state != CallState.IDLE:
                    self._seen.append(Seen(handle, CallState.IDLE, reading.at, last.incoming, last.number, last.call))
        self._now = present
        self.last = reading
        return reading

    def wait(self, until: Callable[[Reading], T | None], deadline: Deadline) -> Outcome[T]:
        """Look until ``until`` gives something or the time is over; a zero limit looks once."""
        reading: Reading | None = None
        tries = 0
        for tries in self.rounds(deadline):
            reading = self.look(deadline)
            value = until(reading)
            if value is not None:
                return Outcome(value, reading, tries)
        assert reading is not None
        return Outcome(None, reading, tries)

    def keeps(self, broken: Callable[[Reading], T | None], during: float, deadline: Deadline) -> Outcome[T]:
        """Look for ``during`` seconds; the outcome's value is the first breach, None when there was none.

        Raises:
            Undecided: Two looks were more than 1.5 s apart, so nothing is proven.
        """
        started = time.monotonic()
        tries = 0
        reading: Reading | None = None
        previous: float | None = None
        for tries in self.rounds(deadline):
            reading = self.look(deadline)
            if previous is not None and reading.at - previous > MOST_GAP:
                raise Undecided(
                    f"Nothing is proven: two looks at the phone were {reading.at - previous:.1f} s apart.",
                    seen=f"{tries} looks in {reading.at - started:.1f} s, gaps up to {MOST_GAP} s are allowed.",
                    hint="look at the phone's load and at the network, then run the test again.",
                )
            previous = reading.at
            value = broken(reading)
            if value is not None:
                return Outcome(value, reading, tries)
            if reading.at - started >= during:
                return Outcome(None, reading, tries)
        raise Undecided(
            f"Nothing is proven: the time was over before {during:g} s had been watched.",
            tried=deadline.tried(tries),
            hint="give a longer timeout= or a shorter during=.",
        )

    def history(self, since: float = 0.0) -> list[Seen]:
        """The states seen since a monotonic time, oldest first; Idle stands for the end of a call."""
        return [seen for seen in self._seen if seen.at >= since]

    def longest_gap(self, since: float = 0.0) -> float:
        """The longest time between two looks since a monotonic time."""
        looks = [at for at in self._looks if at >= since]
        return max((later - earlier for earlier, later in pairwise(looks)), default=0.0)

    def story(self, since: float = 0.0) -> str:
        """``Setup > RingBack > Connected (longest gap 0.12 s)`` for an error text."""
        states = [str(seen.state) for seen in self.history(since)]
        if not states:
            return "no call was seen"
        return f"{' > '.join(states)} (longest gap {self.longest_gap(since):.2f} s)"
