"""The exchange between the virtual phones of a fleet, and the numbers it answers itself."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls.dialplan import DialPlan, Rule
from PolyLibrary.emulator.calls.leg import DIALLING, Leg, Phase
from PolyLibrary.emulator.calls.numbers import bare
from PolyLibrary.emulator.clock import Clock
from PolyLibrary.emulator.lines import Line

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.desk import CallDesk

# Seconds from the start of a call (chosen; far shorter than phones need, so that suites are quick).
PROCEEDS = 0.03
ARRIVES = 0.1
ALERTING = 0.02
FAILS = 0.2
NO_ANSWER = 60.0


SERVICE_ADDRESS = "127.77.255.1"


class Exchange:
    """Knows who has which number and brings the calls there."""

    address = SERVICE_ADDRESS

    def __init__(self, clock: Clock, plan: DialPlan) -> None:
        self.clock = clock
        self._plan = plan
        self._subscribers: dict[str, tuple[CallDesk, int]] = {}

    def subscribe(self, desk: "CallDesk", lines: Sequence[Line]) -> None:
        """Numbers that belong to a phone, reachable or not."""
        self.unsubscribe(desk)
        for line in lines:
            if line.first:
                self._subscribers.setdefault(line.number, (desk, line.key))

    def unsubscribe(self, desk: "CallDesk") -> None:
        """The phone leaves the exchange for good, or its numbers change."""
        for number in [number for number, (owner, _) in self._subscribers.items() if owner is desk]:
            del self._subscribers[number]

    def invite(self, leg: Leg) -> None:
        """An outgoing call starts."""
        leg.timers.append(self.clock.later(PROCEEDS, self._proceed, leg))

    def _proceed(self, leg: Leg) -> None:
        if leg.phase is not Phase.SETUP:
            return
        number = bare(leg.number)
        reason = self.obstacle(leg, number)
        if reason:
            leg.timers.append(self.clock.later(FAILS - PROCEEDS, self._fail, leg, reason, number))
            return
        leg.phase = Phase.PROCEEDING
        leg.timers.append(self.clock.later(ARRIVES - PROCEEDS, self._arrive, leg, number))
        leg.desk.changed()

    def reroute(self, leg: Leg, number: str) -> None:
        """A ringing call goes on to another number; the caller goes on hearing the ring-back tone."""
        leg.stop_timers()
        number = bare(number)
        reason = self.obstacle(leg, number)
        if reason:
            leg.timers.append(self.clock.later(FAILS, self._fail, leg, reason, number))
        else:
            leg.timers.append(self.clock.later(ARRIVES, self._arrive, leg, number))

    def place(self, number: str) -> tuple["CallDesk", Line] | None:
        """The phone and line of a number, or None when no phone has it."""
        found = self._subscribers.get(number)
        line = found[0].line(found[1]) if found else None
        return (found[0], line) if found and line else None

    def rule(self, number: str) -> Rule | None:
        """What the exchange itself does with a number."""
        return self._plan.rule(number)

    def obstacle(self, leg: Leg, number: str) -> str:
        """Why the call cannot go there; empty when it can."""
        line = leg.desk.line(leg.line)
        if not leg.desk.registered_on(line):
            return "Service unavailable"
        if line is not None and number == line.number:
            return "Busy"
        found = self._subscribers.get(number)
        if found is not None:
            desk, key = found
            own = desk.line(key)
            if own is None or not desk.registered_on(own):
                return "Unavailable"
            return "Busy" if desk.refuses(own) else ""
        rule = self._plan.rule(number)
        if rule is None or rule.does == "not found":
            return "Not Found"
        return "Busy" if rule.does == "busy" else ""

    def _fail(self, leg: Leg, reason: str, number: str) -> None:
        if leg.phase not in DIALLING:
            return
        found = self._subscribers.get(number)
        own_line = leg.desk.line(leg.line)
        if reason == "Busy" and found is not None and own_line is not None:
            desk, key = found
            target = desk.line(key)
            if target is not None and target.number != own_line.number:
                desk.missed(target, own_line.number, leg.desk.own_name(leg))
        leg.desk.fail(leg, reason)

    def _arrive(self, leg: Leg, number: str) -> None:
        if leg.phase not in DIALLING:
            return
        reason = self.obstacle(leg, number)
        if reason:
            leg.timers.append(self.clock.later(FAILS - ARRIVES, self._fail, leg, reason, number))
            return
        found = self._subscribers.get(number)
        if found is None:
            rule = self._plan.rule(number)
            if rule is not None:
                self._serve(leg, rule)
        else:
            desk, key = found
            target, own = desk.line(key), leg.desk.line(leg.line)
            if target is not None and own is not None:
                desk.ring(leg, target, own.number, leg.desk.own_name(leg))
        leg.timers.append(self.clock.later(ALERTING, self._alerting, leg))
        leg.timers.append(self.clock.later(NO_ANSWER, self._no_answer, leg))

    def _serve(self, leg: Leg, rule: Rule) -> None:
        wait = max(0.0, rule.after - ARRIVES)
        if rule.does == "answer":
            leg.timers.append(self.clock.later(wait, leg.desk.far_end_answered, leg, rule.name))
        elif rule.does == "reject":
            leg.timers.append(self.clock.later(wait, leg.desk.fail, leg, "Busy"))

    def _alerting(self, leg: Leg) -> None:
        if leg.phase is Phase.PROCEEDING:
            leg.phase = Phase.RINGBACK
            if leg.peer is not None and leg.desk.profile["remote_name_from"] == "ringback":
                leg.name = leg.peer.desk.own_name(leg.peer) or leg.name
            leg.desk.changed()

    def _no_answer(self, leg: Leg) -> None:
        if leg.phase not in DIALLING:
            return
        peer = leg.peer
        leg.desk.fail(leg, "No answer")
        if peer is not None and peer.phase is Phase.OFFERING:
            peer.desk.taken_back(peer)
