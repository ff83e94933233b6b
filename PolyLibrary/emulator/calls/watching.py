"""BLF: what a phone shows about the phones it watches (all chosen)."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls.leg import Phase
from PolyLibrary.emulator.calls.pickup import pick_up, ringing_at
from PolyLibrary.emulator.gui.ports.features import KeyState

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.desk import CallDesk
    from PolyLibrary.emulator.calls.exchange import Exchange

AFTER = 0.05
"""Seconds until the key changes."""


class Watching:
    """Who watches which number."""

    def __init__(self, exchange: "Exchange") -> None:
        self._exchange = exchange
        self._watchers: dict[str, list[CallDesk]] = {}
        self._seen: dict[str, tuple[KeyState, str]] = {}

    def booted(self, desk: "CallDesk") -> None:
        """A phone has read which numbers it watches."""
        for watched in desk.watched:
            self._watchers.setdefault(watched.address, []).append(desk)

    def left(self, desk: "CallDesk") -> None:
        """A phone watches nothing any more."""
        for number, watchers in list(self._watchers.items()):
            watchers[:] = [watcher for watcher in watchers if watcher is not desk]
            if not watchers:
                del self._watchers[number]
                self._seen.pop(number, None)

    def look(self, desk: "CallDesk") -> None:
        """A phone has changed: those who watch it see it soon."""
        for number in {line.number for line in desk.lines if line.first}:
            watchers = self._watchers.get(number)
            if not watchers:
                continue
            seen = (self.state(number), self.caller(number))
            if self._seen.get(number) != seen:
                self._seen[number] = seen
                for watcher in watchers:
                    self._exchange.clock.later(AFTER, watcher.changed)

    def state(self, number: str) -> KeyState:
        """What a key shows about a number."""
        places = [place for place in self._exchange.places(number) if place[0].registered_on(place[1])]
        if not places:
            return "unknown"
        legs = [leg for desk, line in places for leg in desk.legs if leg.line == line.key and leg.live]
        phases = {leg.phase for leg in legs}
        if phases == {Phase.OFFERING}:
            return "ringing"
        if legs and all(leg.held_here for leg in legs if leg.phase is not Phase.OFFERING):
            return "held"
        if legs:
            return "busy"
        return "dnd" if any(desk.dnd for desk, _ in places) else "idle"

    def caller(self, number: str) -> str:
        """Name, else number, of who makes a number ring; else empty."""
        for desk, line in self._exchange.places(number):
            for leg in desk.offering():
                if leg.line == line.key:
                    return leg.name
        return ""

    def press(self, desk: "CallDesk", number: str) -> None:
        """A BLF key: picks up what rings there, else calls."""
        key = next((line.key for line in desk.lines if desk.registered_on(line)), 1)
        if ringing_at(desk, number) is None or not pick_up(desk, key, number):
            desk.dial(number, key)
