"""Desks without phones, on a clock that is set by hand: thousands of calls a second."""

import asyncio
import heapq
import itertools
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from reference import GONE, NEW, NEXT

from PolyLibrary.emulator.calls import dialplan
from PolyLibrary.emulator.calls.desk import CallDesk
from PolyLibrary.emulator.calls.exchange import Exchange
from PolyLibrary.emulator.calls.leg import DIALLING, Leg, Phase
from PolyLibrary.emulator.clock import Clock
from PolyLibrary.emulator.config import Config
from PolyLibrary.emulator.lines import lines_of
from PolyLibrary.emulator.log import PhoneLog
from PolyLibrary.emulator.profiles import profiles

NUMBERS = ("1001", "1002", "1003", "1004")


class Timer:
    """One planned act."""

    def __init__(self, act: Callable[..., Any], args: tuple[Any, ...]) -> None:
        self.act: Callable[[], Any] | None = lambda: act(*args)

    def cancel(self) -> None:
        self.act = None


class HandClock(Clock):
    """Time passes only by ``pass_time``."""

    def __init__(self) -> None:
        super().__init__(asyncio.new_event_loop())
        self.loop.close()
        self.seconds = 0.0
        self._timers: list[tuple[float, int, Timer]] = []
        self._count = itertools.count()

    def later(self, seconds: float, act: Callable[..., Any], *args: Any) -> Any:
        timer = Timer(act, args)
        heapq.heappush(self._timers, (self.seconds + seconds, next(self._count), timer))
        return timer

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 11, 23) + timedelta(seconds=self.seconds)

    def pass_time(self, seconds: float) -> None:
        end = self.seconds + seconds
        while self._timers and self._timers[0][0] <= end:
            self.seconds, _, timer = heapq.heappop(self._timers)
            if timer.act is not None:
                timer.act()
        self.seconds = end


class Bench:
    """Four desks at one exchange; the last has a mailbox, two of them share a line.

    Attributes:
        illegal: Steps of calls that the reference does not know.
    """

    def __init__(self) -> None:
        self.clock = HandClock()
        self.exchange = Exchange(self.clock, dialplan.shipped())
        self.illegal: list[tuple[str, str]] = []
        self._seen: dict[Leg, str] = {}
        self.desks = [self._desk(number) for number in NUMBERS]
        for desk in self.desks:
            desk.registration.begin()

    def _desk(self, number: str) -> CallDesk:
        values = {"reg.1.address": number, "reg.1.label": number}
        if number in NUMBERS[:2]:
            values |= {"reg.2.address": "2000", "reg.2.type": "shared", "reg.2.bargeInEnabled": "1"}
        if number == NUMBERS[3]:
            values["msg.mwi.1.subscribe"] = number
        config = Config(values)
        log = PhoneLog(self.clock, config)
        made: list[CallDesk] = []
        desk = CallDesk(self.exchange, "", self.clock, config, profiles()["ucs59"], log, lambda: self._hear(made[0]))
        made.append(desk)
        lines = lines_of(config, 12)
        desk.booted(lines)
        self.exchange.subscribe(desk, lines)
        return desk

    def _hear(self, desk: CallDesk) -> None:
        now = {leg: leg.word for leg in desk.listed}
        gone = [leg for leg in self._seen if leg.desk is desk and leg not in now]
        for leg in [*now, *gone]:
            old, new = self._seen.get(leg, NEW), now.get(leg, GONE)
            if old != new and new not in NEXT[old]:
                self.illegal.append((old, new))
        self._seen.update(now)
        for leg in gone:
            del self._seen[leg]

    def check(self) -> None:
        """What holds at any moment."""
        assert self.illegal == []
        for desk in self.desks:
            _check_desk(desk)
        for desk in (*self.desks, self.exchange.service):
            for leg in desk.legs:
                _check_leg(leg)


def _check_desk(desk: CallDesk) -> None:
    steps, legs = desk.steps, desk.legs
    active = [leg for leg in legs if leg.active]
    assert len(active) <= 1 or len({id(leg.conference) for leg in active}) == 1
    indexes = [desk.index_of(leg) for leg in desk.listed]
    assert indexes.count("1*") <= 1
    counted = [index for index in indexes if index != "0"]
    assert len(set(counted)) == len(counted)
    if steps.now:
        assert steps.first in legs
        assert steps.second in legs
    for leg in legs:
        assert leg.desk is desk
        assert leg.adding == (leg is steps.first and steps.now == "conference")
        assert leg.step == (leg is steps.second)
        if leg.conference is not None:
            assert leg in leg.conference.members
            assert len(leg.conference.members) == 2
            assert all(member in legs for member in leg.conference.members)
    assert desk.muted is False or legs


def _check_leg(leg: Leg) -> None:
    peer = leg.peer
    if leg.phase in DIALLING:
        assert leg.attempt is not None
        assert leg.attempt.origin is leg
        assert not leg.attempt._over
    elif leg.phase is Phase.OFFERING:
        assert peer is not None
        assert peer.attempt is not None
        assert leg in peer.attempt.ringing
    elif leg.phase is Phase.TALK and leg.attempt is not None:
        assert peer is None
        assert leg.attempt.origin is leg
    elif leg.phase is Phase.TALK:
        assert peer is not None
        assert peer.peer is leg
        assert peer.phase is Phase.TALK
        assert leg.held_there == peer.held_here
    else:
        assert peer is None
        assert leg.attempt is None
