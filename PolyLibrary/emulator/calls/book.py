"""The book of one phone's calls: numbering, order, what remains of a call that is over.

What the exchange brings is in ``farside``, what the user does in ``desk``.
"""

import itertools
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast

from PolyLibrary.emulator.calls.history import CallHistory
from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.calls.lock import PhoneLock
from PolyLibrary.emulator.calls.messages import Messages
from PolyLibrary.emulator.calls.registration import Registration
from PolyLibrary.emulator.calls.table import MOST_CALLS, CallTable
from PolyLibrary.emulator.clock import Clock
from PolyLibrary.emulator.config import Config
from PolyLibrary.emulator.gui.ports.calls import CallDirection, LogEntry, LogKind
from PolyLibrary.emulator.lines import Line, Watched
from PolyLibrary.emulator.log import PhoneLog
from PolyLibrary.emulator.profiles import Profile

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.desk import CallDesk
    from PolyLibrary.emulator.calls.exchange import Exchange

# First handle and the step to the next (derived from captured ones; 2341880 is the community FAQ's).
HANDLES = {"decimal": (2341880, 3528, "d"), "hex": (0x41A8A520, 0x3528, "x")}


class CallBook(CallTable):
    """The calls of one phone: how they are numbered, starred, ended and listed.

    Args:
        address: The phone's address, to which media would go.
        changed: Called after every change of any call.
        most_calls: How many calls the phone can have at once.

    Attributes:
        watched: The phones on its BLF keys.
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
        most_calls: int = MOST_CALLS,
    ) -> None:
        self.exchange = exchange
        self.address = address
        self.clock = clock
        self.config = config
        self.profile = profile
        super().__init__(most_calls)
        self.history = CallHistory()
        self.watched: Sequence[Watched] = ()
        self.registration = Registration(cast("CallDesk", self), log)
        self.lock = PhoneLock(config, clock, self.changed)
        self.messages = Messages(clock, self.changed)
        self.muted = False
        self.dnd = False
        self.last_call: datetime | None = None
        self._talk_over = 0.0
        self._log = log
        self._on_change = changed
        self._count = itertools.count()
        self._focus = itertools.count(1)

    # What is there
    def booted(self, lines: Sequence[Line], watched: Sequence[Watched] = ()) -> None:
        """A new boot: other lines, handles from the start, nothing locked."""
        self.lines = lines
        self.watched = watched
        self._count = itertools.count()
        self.lock.forget()

    def registered_on(self, line: Line | None) -> bool:
        """Whether a line is registered."""
        return line is not None and self.registration.holds(line)

    def seconds_of_talk(self) -> float:
        """All talk since the phone came into being; grows while there is a call in talk."""
        now = self.clock.monotonic()
        return self._talk_over + sum(now - leg.answered_at for leg in self.legs if leg.phase is Phase.TALK)

    # For what is done with calls
    def new_leg(self, line: Line, direction: CallDirection, number: str, name: str, phase: Phase) -> Leg:
        """One more call; one that goes out takes the star."""
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
            port=2222 + 4 * (count % 500),
        )
        if phase is Phase.REMOTE:
            self.remote.append(leg)
            return leg
        if direction == "Outgoing":
            self.star(leg)
        self.legs.append(leg)
        return leg

    def star(self, leg: Leg) -> None:
        """Put the star on a call."""
        leg.focus = next(self._focus)

    def talk(self, leg: Leg) -> None:
        """A call is answered."""
        leg.stop_timers()
        leg.phase = Phase.TALK
        leg.answered = self.clock.now()
        leg.answered_at = self.clock.monotonic()

    def over(self, leg: Leg, reason: str, stays: float) -> None:
        """A call has ended by itself; it is shown as Disconnected for a while."""
        if not leg.live:
            return
        self._settle(leg)
        leg.reason = reason
        leg.timers.append(self.clock.later(stays, self.remove, leg))
        self.changed()

    def remove(self, leg: Leg) -> None:
        """A call is gone, whatever it was."""
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
        self.parted(leg)
        if leg.when_over is not None:
            leg.when_over()
        if dial_tone or leg.unlisted:
            return
        self.last_call = leg.created
        kind: LogKind = "Placed"
        if leg.direction == "Incoming":
            kind = "Received" if talked or leg.deflected else "Missed"
        number, name = leg.listed or (leg.number, leg.name)
        self.add_entry(kind, leg.line, number, name, leg if talked else None, leg)

    def parted(self, leg: Leg) -> None:
        """A call is over: what it was a part of has to do without it."""

    def add_entry(
        self, kind: LogKind, key: int, number: str, name: str, talked: Leg | None, leg: Leg | None = None
    ) -> None:
        """One more entry of a call list."""
        if kind == "Missed":
            line = self.line(key)
            registration = line.registration if line else 1
            if not self.config.on(f"call.missedCallTracking.{registration}.enabled"):
                return
        start = leg.created if leg else self.clock.now()
        seconds = talked.seconds_talked if talked else None
        self.history.add(LogEntry(kind, name, number, key, start, seconds))

    def changed(self) -> None:
        """Something about the calls has changed."""
        now = self.clock.monotonic()
        for leg in self.legs:
            leg.flowed(now)
            self._write(leg)
        self.after_change()
        self._on_change()
        self.exchange.phone_changed(cast("CallDesk", self))

    def _write(self, leg: Leg) -> None:
        word = leg.word
        if word != leg.word_seen:
            if self._log.lets("so", 2):
                self._log.write("so", 2, f"call {leg.handle}: {leg.word_seen or 'Idle'} -> {word}")
            leg.word_seen = word

    def note(self, leg: Leg, text: str) -> None:
        """A line in the log about a call."""
        self._log.write("so", 2, f"call {leg.handle}: {text}")

    def after_change(self) -> None:
        """What a change brings about by itself."""
