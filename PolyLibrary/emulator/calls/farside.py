"""What the exchange and the other parties bring to one phone."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls.book import CallBook
from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.gui.ports.calls import LogKind
from PolyLibrary.emulator.lines import Line

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.attempt import Attempt

STAYS_AFTER_FAILURE = 3.0
STAYS_AFTER_FAR_END = 1.0


class FarSide(CallBook):
    """The calls of one phone as others act on them."""

    def ring(self, attempt: "Attempt", line: Line) -> Leg:
        """A call comes in on a line."""
        number, name = attempt.identity
        leg = self.new_leg(line, "Incoming", number, name or number, Phase.OFFERING)
        if self.profile.says("focus_on_ring"):
            self.star(leg)
        leg.peer = attempt.origin
        leg.ignored = self.dnd
        leg.diverted_by = attempt.diverted_by
        leg.auto = attempt.intercom
        self.clear_ended()
        self.changed()
        return leg

    def refuses(self, line: Line) -> bool:
        """Whether a new call would be busy here: DND, call waiting off, no room."""
        if self.dnd and self.config.on("call.rejectBusyOnDnd"):
            return True
        busy = any(leg.live for leg in self.legs)
        if busy and not self.config.on("call.callWaiting.enable"):
            return True
        return not self.room(line)

    def unseen(self, kind: LogKind, line: Line, number: str, name: str) -> None:
        """A call was refused or forwarded without being shown."""
        self.add_entry(kind, line.key, number, name or number, None)
        self.changed()

    def far_end_answered(self, leg: Leg, by: Leg) -> None:
        """The other side picked up; its name is known now."""
        leg.attempt = None
        leg.peer, by.peer = by, leg
        _number, name = by.desk.identity(by)
        if name:
            leg.name = name
        if leg.phase is Phase.TALK:
            # Transferred here: this side has been in talk all the time, and may hold.
            by.held_there = leg.held_here and by.desk.profile.says("remote_hold_signalled")
            leg.held_there = False
            leg.stop_timers()
        else:
            self.talk(leg)
            self.only_one_talks(leg)
        self.changed()

    def only_one_talks(self, leg: Leg) -> None:
        """A call is answered: it has the star, unless another one talks and has it."""
        others = [other for other in self.legs if other is not leg and other.active]
        if not others:
            self.star(leg)
        elif self.starred() is leg:
            for other in others:
                self.put_on_hold(other)
        else:
            self.put_on_hold(leg)

    def put_on_hold(self, leg: Leg) -> None:
        """Hold a call without telling anybody here."""
        leg.held_here = True
        self.tell_hold(leg)

    def tell_hold(self, leg: Leg) -> None:
        """The other side learns whether this one holds."""
        peer = leg.peer
        if peer is not None and peer.phase is Phase.TALK and self.profile.says("remote_hold_signalled"):
            peer.held_there = leg.held_here
            peer.desk.changed()

    def far_end_ended(self, leg: Leg) -> None:
        """The other side hung up a call in talk; a member's leaving is not shown (row 50)."""
        if leg.conference is not None:
            self.remove(leg)
        else:
            self.over(leg, "", STAYS_AFTER_FAR_END)

    def taken_back(self, leg: Leg) -> None:
        """It rings here no more: the caller gave up, or nobody answered."""
        self.remove(leg)

    def answered_elsewhere(self, leg: Leg) -> None:
        """Somebody else took the call that rang here."""
        line = self.line(leg.line)
        leg.unlisted = True
        if line is not None and line.shared and self.config.on("call.advancedMissedCalls.addToReceivedList"):
            self.add_entry("Received", leg.line, leg.number, leg.name, None, leg)
        self.remove(leg)

    def fail(self, leg: Leg, reason: str) -> None:
        """An outgoing call came to nothing."""
        self.over(leg, reason, STAYS_AFTER_FAILURE)

    def handed_over(self, leg: Leg, number: str, name: str = "") -> None:
        """A transfer gives a call another party; lists keep the one that it began with."""
        leg.listed = leg.listed or (leg.number, leg.name)
        leg.number, leg.name = number, name or number
        leg.held_there = False
        leg.stop_timers()

    def hear_tones(self, leg: Leg, digits: str) -> None:
        """The other side has sent DTMF; a phone shows nothing of it."""

    def clear_ended(self) -> None:
        """What is over goes at once when a new call starts."""
        for leg in tuple(self.legs):
            if not leg.live:
                self.remove(leg)
