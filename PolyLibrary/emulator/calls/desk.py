"""What the user of one phone does with its calls.

Every act does nothing in a wrong state, as a phone does; REST judges the state before it acts.
"""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls import autoanswer
from PolyLibrary.emulator.calls.conference import Conference
from PolyLibrary.emulator.calls.farside import FarSide
from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.calls.numbers import user_part
from PolyLibrary.emulator.calls.steps import Steps
from PolyLibrary.emulator.calls.table import MOST_CALLS
from PolyLibrary.emulator.clock import Clock
from PolyLibrary.emulator.config import Config
from PolyLibrary.emulator.lines import Line
from PolyLibrary.emulator.log import PhoneLog
from PolyLibrary.emulator.profiles import Profile

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.exchange import Exchange

DIGIT_MAP = 3.0


class CallDesk(FarSide):
    """The calls of one phone, and all that can be done with them.

    Attributes:
        steps: The transfer or conference in the making.
        misses: Says of each answer whether it comes to nothing, while such a fault is injected.
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
        super().__init__(exchange, address, clock, config, profile, log, changed, most_calls)
        self.steps: Steps = Steps(self)
        self.misses: Callable[[Leg], bool] | None = None

    # Dialling
    def off_hook(self, key: int) -> Leg | None:
        """Open a Dialtone call; the others go on hold. A hotline dials at once."""
        line = self.line(key)
        if line is None or not self.room(line):
            return None
        self.make_way()
        leg = self.dial_tone(line)
        self.changed()
        hotline = f"call.autoOffHook.{line.registration}"
        contact = self.config.text(f"{hotline}.contact")
        if contact and self.config.on(f"{hotline}.enabled"):
            self._go_out(leg, contact)
        return leg

    def dial_tone(self, line: Line) -> Leg:
        """A call that collects digits."""
        leg = self.new_leg(line, "Outgoing", "", "", Phase.DIALTONE)
        self._wait_for_digits(leg)
        return leg

    def _wait_for_digits(self, leg: Leg) -> None:
        seconds = self.config.number("call.dialtoneTimeOut")
        if seconds:
            leg.timers.append(self.clock.later(seconds, self._dial_tone_ends, leg))

    def _dial_tone_ends(self, leg: Leg) -> None:
        if leg.phase is Phase.DIALTONE and not leg.digits:
            self.remove(leg)

    def type_digits(self, digits: str) -> None:
        """Replace the digits of the focused Dialtone call; the digit map sends them 3 s later."""
        leg = self.starred()
        if leg is None or leg.phase is not Phase.DIALTONE:
            return
        leg.digits = digits
        leg.stop_timers()
        if digits:
            leg.timers.append(self.clock.later(self._digit_map(), self._send, leg))
        else:
            self._wait_for_digits(leg)
        self.changed()

    def _digit_map(self) -> float:
        # Each part of a digit map may have its own time; the first one stands for all (chosen).
        written = self.config.text("dialplan.digitmap.timeOut").split("|")[0].strip()
        return float(written) if written.isascii() and written.isdigit() and len(written) < 4 else DIGIT_MAP

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
        if line is None or refused or not self.room(line) or not self.lock.may_dial(number):
            return None
        self.make_way()
        leg = self.new_leg(line, "Outgoing", number, number, Phase.SETUP)
        self._go_out(leg, number)
        return leg

    def _go_out(self, leg: Leg, number: str) -> None:
        if not self.lock.may_dial(number):
            self.remove(leg)
            return
        leg.stop_timers()
        if self.steps.sends(leg, number):
            return
        leg.number = leg.name = user_part(number)
        leg.created = self.clock.now()
        leg.phase = Phase.SETUP
        self.exchange.invite(leg)
        self.changed()

    # Ringing calls
    def answer(self, leg: Leg) -> None:
        """Talk to a ringing call; the others go on hold."""
        caller = leg.peer
        if leg.phase is not Phase.OFFERING or caller is None or caller.attempt is None:
            return
        if self.misses is not None and self.misses(leg):
            return
        self.make_way(keep=[leg])
        self.talk(leg)
        self.star(leg)
        caller.attempt.answered_by(leg)
        self.changed()

    def reject(self, leg: Leg) -> None:
        """Decline a ringing call: the caller hears busy, here it is a missed call (known)."""
        caller = leg.peer
        if leg.phase is not Phase.OFFERING:
            return
        self.remove(leg)
        if caller is not None and caller.attempt is not None:
            caller.attempt.rejected_by(leg)

    def ignore(self, leg: Leg) -> None:
        """Silence a ringing call."""
        if leg.phase is Phase.OFFERING:
            leg.ignored = True
            self.changed()

    def deflect(self, leg: Leg, number: str) -> None:
        """Forward a ringing call; it counts as received here, not as missed."""
        caller = leg.peer
        if leg.phase is not Phase.OFFERING or not number or caller is None or caller.attempt is None:
            return
        leg.deflected = True
        attempt = caller.attempt
        self.remove(leg)
        attempt.deflected_by(leg, number)

    # Calls in talk
    def end(self, leg: Leg) -> None:
        """Hang up, cancel, or clear away what is over. Of a conference it is that leg only."""
        if leg.phase is Phase.OFFERING:
            self.reject(leg)
            return
        peer = leg.peer
        self.remove(leg)
        if peer is not None and peer.phase is Phase.TALK:
            peer.desk.far_end_ended(peer)

    def hang_up(self, leg: Leg) -> None:
        """As by the End Call key: in a conference all of it."""
        if leg.conference is not None:
            leg.conference.end()
        else:
            self.end(leg)

    def hold(self, leg: Leg) -> None:
        """Hold a call that is in talk; in a conference all of it."""
        if not leg.active:
            return
        for member in _with_others(leg):
            self.put_on_hold(member)
        self.changed()

    def resume(self, leg: Leg) -> None:
        """Talk again to a call that this phone holds; another active one goes on hold.

        Resuming the first call of a step ends the step: both are plain calls again (chosen).
        """
        if leg.phase is not Phase.TALK or not leg.held_here:
            return
        if leg is self.steps.first:
            self.steps.forget()
        members = _with_others(leg)
        self.make_way(keep=members)
        for member in members:
            member.held_here = member.private = False
        self.star(leg)
        for member in members:
            self.tell_hold(member)
        self.changed()

    def select(self, leg: Leg) -> None:
        """Put the star on a call."""
        self.star(leg)
        self.changed()

    def set_mute(self, muted: bool) -> None:
        """Mute belongs to the phone, not to a call; without a call it does nothing."""
        if self.muted != muted and any(leg.live for leg in self.legs):
            self.muted = muted
            self.changed()

    def send_tones(self, leg: Leg, digits: str) -> None:
        """DTMF in a call that talks."""
        if not leg.active or leg.held_there:
            return
        leg.tones += digits
        if leg.peer is not None:
            leg.peer.desk.hear_tones(leg.peer, digits)
        self.changed()

    # Features
    def set_dnd(self, on: bool) -> None:
        """Do Not Disturb of the phone."""
        if self.dnd != on:
            self.dnd = on
            self.changed()

    def drop_all(self) -> None:
        """The phone goes down: no call survives."""
        for leg in tuple(self.legs):
            self.end(leg)

    # For what else is done with calls
    def make_way(self, keep: Collection[Leg] = ()) -> None:
        """A new call starts: dial tones and ended calls go, talk is held."""
        for leg in tuple(self.legs):
            if leg in keep:
                continue
            if leg.phase in (Phase.DIALTONE, Phase.ENDED):
                self.remove(leg)
            elif leg.active:
                self.put_on_hold(leg)

    def connected(self, line: Line, number: str, name: str) -> Leg:
        """A call that is in talk from its beginning: fetched, resumed for another phone, barged in."""
        self.make_way()
        leg = self.new_leg(line, "Incoming", number, name or number, Phase.TALK)
        self.talk(leg)
        self.star(leg)
        return leg

    def parted(self, leg: Leg) -> None:
        if leg.attempt is not None:
            leg.attempt.cancel()
        if isinstance(leg.conference, Conference):
            leg.conference.parted(leg)
        self.steps.parted(leg)

    def after_change(self) -> None:
        autoanswer.look(self)


def _with_others(leg: Leg) -> list[Leg]:
    """The leg, with the rest of its conference."""
    return [leg] if leg.conference is None else list(leg.conference.members)
