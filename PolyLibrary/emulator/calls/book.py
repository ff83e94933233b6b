"""The book of one phone's calls: numbering, order, what remains of a call that is over.

What is done with calls is in ``desk``.
"""

import itertools
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast

from PolyLibrary.emulator.calls.history import CallHistory
from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.clock import Clock
from PolyLibrary.emulator.config import Config
from PolyLibrary.emulator.gui.port import CallDirection, LogEntry, LogKind
from PolyLibrary.emulator.lines import CALLS_PER_PHONE, Line
from PolyLibrary.emulator.log import PhoneLog
from PolyLibrary.emulator.profiles import Profile

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.desk import CallDesk
    from PolyLibrary.emulator.calls.exchange import Exchange

# First handle and the step to the next (derived from captured ones; 2341880 is the community FAQ's).
HANDLES = {"decimal": (2341880, 3528, "d"), "hex": (0x41A8A520, 0x3528, "x")}


class CallBook:
    """The calls of one phone: how they are numbered, starred, ended and listed.

    Args:
        address: The phone's address, to which media would go.
        changed: Called after every change of any call.
    """

    def __init__(
        self,
        exchange: "Exchange",
        address: str,
        clock: Clock,
        config: Config,
        profile: Profile,
        log: PhoneLog,
        changed: Callable[[], None],
    ) -> None:
        self.exchange = exchange
        self.address = address
        self.clock = clock
        self.config = config
        self.profile = profile
        self.history = CallHistory()
        self.legs: list[Leg] = []
        self.lines: Sequence[Line] = ()
        self.registered = False
        self.muted = False
        self.dnd = False
        self.last_call: datetime | None = None
        self._talk_over = 0.0
        self._log = log
        self._on_change = changed
        self._count = itertools.count()
        self._focus = itertools.count(1)

    # What is there
    def booted(self, lines: Sequence[Line]) -> None:
        """A new boot: other lines, handles from the start."""
        self.lines = lines
        self._count = itertools.count()

    def line(self, key: int) -> Line | None:
        """The line on a key, or None."""
        return self.lines[key - 1] if 1 <= key <= len(self.lines) else None

    def registered_on(self, line: Line | None) -> bool:
        """Whether a line is registered."""
        return self.registered and line is not None and line.registers

    def starred(self) -> Leg | None:
        """The call that acts without a Ref go to: the last focused that is neither ringing here nor over."""
        choice = [leg for leg in self.legs if leg.live and leg.phase is not Phase.OFFERING]
        choice = choice or [leg for leg in self.legs if not leg.live]
        return max(choice, key=lambda leg: leg.focus, default=None)

    def current(self) -> Leg | None:
        """The starred call, else the only one."""
        return self.starred() or (self.legs[0] if len(self.legs) == 1 else None)

    def offering(self) -> list[Leg]:
        """Calls that ring here, oldest first."""
        return [leg for leg in self.legs if leg.phase is Phase.OFFERING]

    def room(self, line: Line) -> bool:
        """Whether the phone and the key have a free call."""
        live = [leg for leg in self.legs if leg.live]
        return len(live) < CALLS_PER_PHONE and sum(leg.line == line.key for leg in live) < line.calls

    def index_of(self, leg: Leg) -> str:
        """UIAppearanceIndex: ``1*`` for the starred call, the others by last focus."""
        starred = self.starred()
        others = [other for other in self.legs if other is not starred]
        # A ringing call has not been focused yet: it goes behind the others, in order of arrival.
        others.sort(key=lambda other: (other.phase is Phase.OFFERING, -other.focus))
        if leg is starred:
            return "1*"
        return str(others.index(leg) + (1 if starred is None else 2))

    def seconds_of_talk(self) -> float:
        """All talk since the phone came into being; grows while there is a call in talk."""
        now = self.clock.monotonic()
        return self._talk_over + sum(now - leg.answered_at for leg in self.legs if leg.phase is Phase.TALK)

    # Inside
    def _new(self, line: Line, direction: CallDirection, number: str, name: str, phase: Phase) -> Leg:
        count = next(self._count)
        first, step, written = HANDLES[self.profile["handles"]]
        used = {leg.sequence for leg in self.legs if leg.line == line.key}
        leg = Leg(
            desk=cast("CallDesk", self),
            handle=f"{first + count * step:{written}}",
            call_id=secrets.token_hex(16),
            line=line.key,
            sequence=next(free for free in itertools.count(1) if free not in used),
            direction=direction,
            number=number,
            name=name,
            phase=phase,
            created=self.clock.now(),
            focus=next(self._focus) if direction == "Outgoing" else 0,
            port=2222 + 4 * (count % 500),
        )
        self.legs.append(leg)
        return leg

    def _over(self, leg: Leg, reason: str, stays: float) -> None:
        if not leg.live:
            return
        self._settle(leg)
        leg.reason = reason
        leg.timers.append(self.clock.later(stays, self._remove, leg))
        self.changed()

    def _settle(self, leg: Leg) -> None:
        """The call is over: duration, list entry, no more peer."""
        leg.seconds_talked = leg.seconds
        leg.stop_timers()
        talked = leg.answered is not None
        if talked:
            self._talk_over += self.clock.monotonic() - leg.answered_at
        dial_tone = leg.phase is Phase.DIALTONE
        leg.phase = Phase.ENDED
        leg.held_here = leg.held_there = False
        peer, leg.peer = leg.peer, None
        if peer is not None and peer.peer is leg:
            peer.peer = None
        if dial_tone:
            return
        self.last_call = leg.created
        kind: LogKind = "Placed"
        if leg.direction == "Incoming":
            kind = "Received" if talked or leg.deflected else "Missed"
        number, name = leg.listed or (leg.number, leg.name)
        self._add_entry(kind, leg.line, number, name, leg if talked else None, leg)

    def _add_entry(
        self, kind: LogKind, key: int, number: str, name: str, talked: Leg | None, leg: Leg | None = None
    ) -> None:
        if kind == "Missed":
            line = self.line(key)
            registration = line.registration if line else 1
            if not self.config.on(f"call.missedCallTracking.{registration}.enabled"):
                return
        start = leg.created if leg else self.clock.now()
        seconds = talked.seconds_talked if talked else None
        self.history.add(LogEntry(kind, name, number, key, start, seconds))

    def _remove(self, leg: Leg) -> None:
        if leg not in self.legs:
            return
        if leg.live:
            self._settle(leg)
        leg.stop_timers()
        self._write(leg)
        self.legs.remove(leg)
        if not self.legs:
            self.muted = False
        self.changed()

    def changed(self) -> None:
        """Something about the calls has changed."""
        now = self.clock.monotonic()
        for leg in self.legs:
            leg.flowed(now)
            self._write(leg)
        self._after_change()
        self._on_change()

    def _write(self, leg: Leg) -> None:
        word = leg.word
        if word != leg.word_seen:
            if self._log.lets("so", 2):
                self._log.write("so", 2, f"call {leg.handle}: {leg.word_seen or 'Idle'} -> {word}")
            leg.word_seen = word

    def note(self, leg: Leg, text: str) -> None:
        """A line in the log about a call."""
        self._log.write("so", 2, f"call {leg.handle}: {text}")

    def _after_change(self) -> None:
        """What a change brings about by itself."""
