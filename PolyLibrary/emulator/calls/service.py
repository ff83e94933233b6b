"""The far end that is no phone of the fleet: numbers of the exchange, its services, outside parties."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls import timing
from PolyLibrary.emulator.calls.desk import CallDesk
from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.config import Config
from PolyLibrary.emulator.gui.ports.calls import LogKind
from PolyLibrary.emulator.lines import Line
from PolyLibrary.emulator.log import PhoneLog
from PolyLibrary.emulator.profiles import profiles

if TYPE_CHECKING:
    from collections.abc import Collection

    from PolyLibrary.emulator.calls.attempt import Attempt
    from PolyLibrary.emulator.calls.exchange import Exchange
    from PolyLibrary.emulator.calls.plan import Rule

_LINE = Line(
    key=1,
    registration=1,
    first=True,
    number="",
    label="",
    display_name="",
    user="",
    server="",
    port=5060,
    shared=False,
    calls=10**6,
    registers=True,
)


class ServiceDesk(CallDesk):
    """Calls like those of a phone, but any number of them at once, with no screen, list or line behind them.

    Each leg has an identity of its own.
    """

    def __init__(self, exchange: "Exchange") -> None:
        config, profile = Config({}), profiles()["ucs59"]
        log = PhoneLog(exchange.clock, config)
        super().__init__(exchange, exchange.address, exchange.clock, config, profile, log, lambda: None)

    # Calls that come here
    def leg_for(self, attempt: "Attempt", number: str, name: str) -> Leg:
        """A call that rings here for a number."""
        caller = attempt.identity
        leg = self.new_leg(_LINE, "Incoming", *caller, Phase.OFFERING)
        leg.identity = (number, name)
        leg.peer = attempt.origin
        attempt.ringing.append(leg)
        return leg

    def serve(self, attempt: "Attempt", rule: "Rule", number: str) -> None:
        """Do with a call what the dial plan says."""
        leg = self.leg_for(attempt, number, rule.name)
        wait = max(0.0, rule.after - timing.ARRIVES)
        if rule.does == "answer":
            attempt.later(wait, self.answer, leg)
        elif rule.does == "reject":
            attempt.later(wait, self.reject, leg)

    def answered(self, attempt: "Attempt", number: str, name: str) -> Leg:
        """A call that is answered here at once."""
        leg = self.leg_for(attempt, number, name)
        self.answer(leg)
        return leg

    # Calls that begin here
    def call(self, number: str, name: str, to: str, *, intercom: bool = False) -> Leg:
        """A party without a phone calls a number."""
        leg = self.new_leg(_LINE, "Outgoing", to, to, Phase.SETUP)
        leg.identity = (number, name)
        self.exchange.invite(leg)
        if leg.attempt is not None:
            leg.attempt.intercom = intercom
        return leg

    def waiting(self, number: str) -> Leg:
        """A leg that keeps a call on hold, until somebody takes it."""
        leg = self.new_leg(_LINE, "Incoming", "", "", Phase.TALK)
        leg.identity = (number, "")
        leg.held_here = True
        self.talk(leg)
        return leg

    # Where it differs from a phone
    def hear_tones(self, leg: Leg, digits: str) -> None:
        if leg.tones_heard is not None:
            leg.tones_heard(digits)

    def line(self, _key: int) -> Line | None:
        return _LINE

    def registered_on(self, _line: Line | None) -> bool:
        return self.exchange.running

    def number_of(self, leg: Leg) -> str:
        return self.identity(leg)[0]

    def room(self, _line: Line) -> bool:
        return True

    def make_way(self, keep: "Collection[Leg]" = ()) -> None:
        """Nobody here has to hold for another call."""

    def only_one_talks(self, leg: Leg) -> None:
        """All of them may."""

    def add_entry(
        self, kind: LogKind, key: int, number: str, name: str, talked: Leg | None, leg: Leg | None = None
    ) -> None:
        """There are no lists."""

    def changed(self) -> None:
        """Nobody looks."""
