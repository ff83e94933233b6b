"""What happens with the calls of one phone: what its user does, and what the exchange brings.

Every act does nothing in a wrong state, as a phone does; REST judges the state before it acts.
"""

from PolyLibrary.emulator.calls.book import CallBook
from PolyLibrary.emulator.calls.leg import DIALLING, Leg, Phase
from PolyLibrary.emulator.calls.numbers import user_part
from PolyLibrary.emulator.lines import Line

STAYS_AFTER_FAILURE = 3.0
STAYS_AFTER_FAR_END = 1.0
AUTO_ANSWER = 0.5
DIGIT_MAP = 3.0
DIAL_TONE = 60.0


class CallDesk(CallBook):
    """The calls of one phone, and all that can be done with them."""

    # What the user does
    def off_hook(self, key: int) -> Leg | None:
        """Open a Dialtone call; the others go on hold."""
        line = self.line(key)
        if line is None or not self.room(line):
            return None
        self._make_way()
        leg = self._new(line, "Outgoing", "", "", Phase.DIALTONE)
        leg.timers.append(self.clock.later(DIAL_TONE, self._dial_tone_ends, leg))
        self.changed()
        return leg

    def _dial_tone_ends(self, leg: Leg) -> None:
        if leg.phase is Phase.DIALTONE and not leg.digits:
            self._remove(leg)

    def type_digits(self, digits: str) -> None:
        """Replace the digits of the focused Dialtone call; the digit map sends them 3 s later."""
        leg = self.starred()
        if leg is None or leg.phase is not Phase.DIALTONE:
            return
        leg.digits = digits
        leg.stop_timers()
        if digits:
            leg.timers.append(self.clock.later(DIGIT_MAP, self._send, leg))
        else:
            leg.timers.append(self.clock.later(DIAL_TONE, self._dial_tone_ends, leg))
        self.changed()

    def _send(self, leg: Leg) -> None:
        if leg.phase is Phase.DIALTONE and leg.digits:
            self._go_out(leg, leg.digits)

    def dial(self, number: str, key: int = 1, *, new: bool = False) -> Leg | None:
        """Send a number: from the focused Dialtone call, unless a ``new`` call is wanted."""
        waiting = self.starred()
        if not new and waiting is not None and waiting.phase is Phase.DIALTONE:
            self._go_out(waiting, number)
            return waiting
        line = self.line(key)
        allowed = self.config.on("call.enableOnNotRegistered") and self.profile["unregistered_dial"] == "tried"
        refused = not self.registered_on(line) and not allowed
        if line is None or refused or not self.room(line):
            return None
        self._make_way()
        leg = self._new(line, "Outgoing", number, number, Phase.SETUP)
        self._go_out(leg, number)
        return leg

    def _go_out(self, leg: Leg, number: str) -> None:
        leg.stop_timers()
        leg.number = leg.name = user_part(number)
        leg.created = self.clock.now()
        leg.phase = Phase.SETUP
        self.exchange.invite(leg)
        self.changed()

    def answer(self, leg: Leg) -> None:
        """Talk to a ringing call; the others go on hold."""
        if leg.phase is not Phase.OFFERING:
            return
        self._make_way(keep=leg)
        self._talk(leg)
        leg.focus = next(self._focus)
        if leg.peer is not None:
            leg.held_there = leg.peer.held_here and leg.peer.desk.profile.says("remote_hold_signalled")
            leg.peer.desk.far_end_answered(leg.peer, leg.desk.own_name(leg))
        self.changed()

    def own_name(self, leg: Leg) -> str:
        """The name that the other party is shown for this phone on that leg."""
        line = self.line(leg.line)
        return (line.display_name or line.label) if line else ""

    def reject(self, leg: Leg) -> None:
        """Decline a ringing call: the caller hears busy, here it is a missed call (known)."""
        if leg.phase is not Phase.OFFERING:
            return
        if leg.peer is not None:
            leg.peer.desk.fail(leg.peer, "Busy")
        self._remove(leg)

    def ignore(self, leg: Leg) -> None:
        """Silence a ringing call."""
        if leg.phase is Phase.OFFERING:
            leg.ignored = True
            self.changed()

    def end(self, leg: Leg) -> None:
        """Hang up, cancel, or clear away what is over."""
        peer = leg.peer
        if peer is not None and peer.live:
            if leg.phase is Phase.TALK and peer.phase is Phase.TALK:
                peer.desk.far_end_ended(peer)
            elif leg.phase is Phase.OFFERING:
                peer.desk.fail(peer, "Busy")
            else:
                peer.desk.taken_back(peer)
        self._remove(leg)

    def hold(self, leg: Leg) -> None:
        """Hold a call that is in talk."""
        if leg.active:
            self._hold(leg)
            self.changed()

    def _hold(self, leg: Leg) -> None:
        leg.held_here = True
        self._tell_hold(leg)

    def _tell_hold(self, leg: Leg) -> None:
        peer = leg.peer
        if peer is not None and peer.phase is Phase.TALK and self.profile.says("remote_hold_signalled"):
            peer.held_there = leg.held_here
            peer.desk.changed()

    def resume(self, leg: Leg) -> None:
        """Talk again to a call that this phone holds; another active one goes on hold."""
        if leg.phase is not Phase.TALK or not leg.held_here:
            return
        self._make_way(keep=leg)
        leg.held_here = False
        leg.focus = next(self._focus)
        self._tell_hold(leg)
        self.changed()

    def deflect(self, leg: Leg, number: str) -> None:
        """Forward a ringing call; it counts as received here, not as missed."""
        caller = leg.peer
        if leg.phase is not Phase.OFFERING or not number or caller is None:
            return
        leg.deflected = True
        leg.peer = caller.peer = None
        self._remove(leg)
        self.exchange.reroute(caller, number)

    def select(self, leg: Leg) -> None:
        """Put the star on a call."""
        leg.focus = next(self._focus)
        self.changed()

    def set_mute(self, muted: bool) -> None:
        """Mute belongs to the phone, not to a call; without a call it does nothing."""
        if self.muted != muted and any(leg.live for leg in self.legs):
            self.muted = muted
            self.changed()

    # What the exchange brings
    def ring(self, caller: Leg | None, line: Line, number: str, name: str) -> Leg:
        """A call comes in on a line; without ``caller`` from a number that the exchange serves itself."""
        leg = self._new(line, "Incoming", number, name or number, Phase.OFFERING)
        leg.focus = next(self._focus) if self.profile.says("focus_on_ring") else 0
        leg.ignored = self.dnd
        if caller is not None:
            leg.peer, caller.peer = caller, leg
        self._clear_ended()
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

    def missed(self, line: Line, number: str, name: str) -> None:
        """A call was refused without being shown."""
        self._add_entry("Missed", line.key, number, name or number, None)
        self.changed()

    def far_end_answered(self, leg: Leg, name: str) -> None:
        """The other side picked up; its name is known now."""
        transferred = leg.phase is Phase.TALK and leg.listed is not None
        if leg.phase not in DIALLING and not transferred:
            return
        if name:
            leg.name = name
        if transferred:
            leg.stop_timers()
            self.changed()
            return
        self._talk(leg)
        starred = self.starred()
        others = [other for other in self.legs if other is not leg and other.active]
        if others:
            # Two calls went out at once: only the focused one may talk.
            for loser in [leg] if starred is not leg else others:
                self._hold(loser)
        self.changed()

    def far_end_ended(self, leg: Leg) -> None:
        """The other side hung up a call in talk."""
        self._over(leg, "", STAYS_AFTER_FAR_END)

    def taken_back(self, leg: Leg) -> None:
        """The caller gave up while it rang here."""
        self._remove(leg)

    def fail(self, leg: Leg, reason: str) -> None:
        """An outgoing call came to nothing."""
        self._over(leg, reason, STAYS_AFTER_FAILURE)

    def drop_all(self) -> None:
        """The phone goes down: no call survives."""
        for leg in tuple(self.legs):
            self.end(leg)

    # Inside
    def _make_way(self, keep: Leg | None = None) -> None:
        """A new call starts: dial tones and ended calls go, talk is held."""
        for leg in tuple(self.legs):
            if leg is keep:
                continue
            if leg.phase in (Phase.DIALTONE, Phase.ENDED):
                self._remove(leg)
            elif leg.active:
                self._hold(leg)

    def _clear_ended(self) -> None:
        for leg in tuple(self.legs):
            if not leg.live:
                self._remove(leg)

    def _talk(self, leg: Leg) -> None:
        leg.stop_timers()
        leg.phase = Phase.TALK
        leg.answered = self.clock.now()
        leg.answered_at = self.clock.monotonic()

    def _after_change(self) -> None:
        if not self.config.on("call.autoAnswer.SIP"):
            return
        busy = any(leg.active or leg.phase in DIALLING for leg in self.legs)
        for leg in self.offering():
            if busy or leg.auto_answer is not None:
                continue
            leg.auto_answer = self.clock.later(AUTO_ANSWER, self._answer_by_itself, leg)

    def _answer_by_itself(self, leg: Leg) -> None:
        leg.auto_answer = None
        busy = any(other.active or other.phase in DIALLING for other in self.legs)
        if busy or leg.phase is not Phase.OFFERING:
            return
        self.answer(leg)
        if self.config.on("call.autoAnswer.micMute"):
            self.set_mute(True)
