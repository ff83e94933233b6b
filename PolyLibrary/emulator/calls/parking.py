"""Parked calls: kept on hold by the exchange until somebody fetches them (all chosen)."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls import handover, timing
from PolyLibrary.emulator.calls.attempt import Attempt
from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.calls.numbers import bare

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.desk import CallDesk
    from PolyLibrary.emulator.calls.exchange import Exchange


@dataclass
class Parked:
    """One parked call.

    Args:
        leg: The exchange's own leg, which holds it.
        parker: Number to which it comes back.
        timer: Until it does so.
    """

    leg: Leg
    parker: str
    timer: asyncio.TimerHandle


class Parking:
    """The places at which calls are parked; each takes one."""

    def __init__(self, exchange: "Exchange") -> None:
        self._exchange = exchange
        self._parked: dict[str, Parked] = {}

    @property
    def places(self) -> tuple[str, ...]:
        """Where a call is parked now."""
        return tuple(self._parked)

    def park(self, leg: Leg, place: str = "") -> bool:
        """Park the other party of a call, at the phone's own number if no place is given.

        Returns:
            False: The place is taken, or there is nobody to park.
        """
        number = leg.desk.number_of(leg)
        place = bare(place) or number
        other = leg.peer
        if place in self._parked or leg.phase is not Phase.TALK or leg.conference is not None:
            return False
        if other is None or other.phase is not Phase.TALK:
            return False
        keeper = self._keep(place, number)
        handover.take_over(leg, keeper)
        leg.desk.remove(leg)
        return True

    def park_transferred(self, other: Leg, attempt: Attempt, place: str) -> bool:
        """Park somebody who is just being transferred; without a place at his own number."""
        number = other.desk.number_of(other)
        place = bare(place) or number
        if place in self._parked:
            return False
        attempt.answered_by(self._keep(place, number))
        self._exchange.service.tell_hold(self._parked[place].leg)
        return True

    def _keep(self, place: str, parker: str) -> Leg:
        keeper = self._exchange.service.waiting(place)
        keeper.when_over = lambda: self._forget(place)
        self._parked[place] = Parked(keeper, parker, self._timer(place))
        return keeper

    def _timer(self, place: str) -> asyncio.TimerHandle:
        return self._exchange.clock.later(timing.PARKED, self._back, place)

    def _forget(self, place: str) -> None:
        parked = self._parked.pop(place, None)
        if parked is not None:
            parked.timer.cancel()

    def _back(self, place: str) -> None:
        """Nobody fetched it: it rings at the parker again, or waits on while nobody is there."""
        parked = self._parked[place]
        other = parked.leg.peer
        if other is None:
            self._forget(place)
            return
        attempt = Attempt(self._exchange, other, parked.parker)
        route = attempt.route()
        if route.reason:
            parked.timer = self._timer(place)
            return
        other.peer = parked.leg.peer = None
        self._exchange.service.remove(parked.leg)
        other.attempt = attempt
        attempt.ring(route)

    def fetch(self, desk: "CallDesk", key: int, place: str, *, instead_of: Leg | None = None) -> bool:
        """Talk to a parked party; without a place to the one at the own number.

        Args:
            key: Line key that the call gets.
            instead_of: The call that dialled the code for it; it is gone then.

        Returns:
            Whether somebody was parked there, and the phone had room.
        """
        line = desk.line(key)
        parked = self._parked.get(bare(place) or (line.number if line else ""))
        if parked is None or line is None or (instead_of is None and not desk.room(line)):
            return False
        other = parked.leg.peer
        if other is None or other.desk is desk:
            return False
        if instead_of is not None:
            desk.remove(instead_of)
        leg = desk.connected(line, *other.desk.identity(other))
        handover.take_over(parked.leg, leg)
        self._exchange.service.remove(parked.leg)
        desk.changed()
        return True
