"""One call on its way to a number: who rings, how long, and where it goes on."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls import timing
from PolyLibrary.emulator.calls.leg import DIALLING, Leg, Phase
from PolyLibrary.emulator.calls.numbers import bare
from PolyLibrary.emulator.calls.routing import Route, patience, route_to

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.exchange import Exchange


class Attempt:
    """The way of one caller to somebody who answers.

    Args:
        origin: Who hears the tone: a leg that dials, or one in talk that is transferred.
        number: Where it shall go.

    Attributes:
        ringing: The legs that ring for it.
        hops: Numbers it has been to.
        diverted_by: Label of the phone that forwarded it last.
        intercom: It is answered by itself where nobody talks.
    """

    def __init__(self, exchange: "Exchange", origin: Leg, number: str) -> None:
        self._exchange = exchange
        self.origin = origin
        self.number = bare(number)
        self.ringing: list[Leg] = []
        self.hops: tuple[str, ...] = ()
        self.diverted_by = ""
        self.intercom = False
        self._timers: list[asyncio.TimerHandle] = []
        self._over = False

    @property
    def identity(self) -> tuple[str, str]:
        """Number and name of the caller, as the called side sees it."""
        return self.origin.desk.identity(self.origin)

    def later(self, seconds: float, act: Callable[..., object], *args: object) -> None:
        """Do something later, unless the attempt is over or goes another way by then."""
        self._timers.append(self._exchange.clock.later(seconds, act, *args))

    # On the way
    def start(self) -> None:
        """The call has just been sent."""
        self.later(timing.PROCEEDS, self._proceed)

    def _proceed(self) -> None:
        route = self.route()
        if route.reason:
            self.later(timing.FAILS - timing.PROCEEDS, self._refused, route)
            return
        if self.origin.phase is Phase.SETUP:
            self.origin.phase = Phase.PROCEEDING
        self.later(timing.ARRIVES - timing.PROCEEDS, self._arrive)
        self.origin.desk.changed()

    def route(self) -> Route:
        """Where the number leads now."""
        return route_to(self._exchange, self.origin, self.number, self.hops)

    def _arrive(self) -> None:
        route = self.route()
        if route.reason:
            self.later(timing.FAILS - timing.ARRIVES, self._refused, route)
        else:
            self.ring(route)

    def _refused(self, route: Route) -> None:
        self._note(route)
        self.fail(route.reason)

    def _note(self, route: Route) -> None:
        """Those who refused or forwarded the call find it in their lists."""
        number, name = self.identity
        for entry in route.entries:
            entry.desk.unseen(entry.kind, entry.line, number, name)

    def ring(self, route: Route) -> None:
        """It has arrived."""
        self._note(route)
        self.hops = route.hops
        self.diverted_by = route.diverted_by or self.diverted_by
        if route.code is not None:
            self.later(timing.ALERTING, self._alerting)
            self._exchange.codes.serve(self, route.code, route.argument)
            return
        if route.mailbox:
            self._exchange.voicemail.take(self, route.mailbox)
            return
        if route.rule is not None:
            self._exchange.service.serve(self, route.rule, route.number)
        for desk, line in route.targets:
            self.ringing.append(desk.ring(self, line))
        self.later(timing.ALERTING, self._alerting)
        self._wait(route)

    def _alerting(self) -> None:
        origin = self.origin
        if origin.phase is not Phase.PROCEEDING:
            return
        origin.phase = Phase.RINGBACK
        if self.ringing and origin.desk.profile["remote_name_from"] == "ringback":
            leg = self.ringing[0]
            origin.name = leg.desk.identity(leg)[1] or origin.name
        origin.desk.changed()

    def _wait(self, route: Route) -> None:
        wait = patience(self._exchange, route)
        if wait is None:
            return
        if wait.forward:
            self.later(wait.seconds, self._forward, wait.forward, wait.label)
        elif wait.mailbox:
            self.later(wait.seconds, self._to_mailbox, wait.mailbox)
        else:
            self.later(wait.seconds, self.fail, "No answer")

    def _forward(self, number: str, label: str) -> None:
        self._stop_ringing()
        self.go_on_to(number, by=label)

    def _to_mailbox(self, mailbox: str) -> None:
        self._stop_ringing()
        self._exchange.voicemail.take(self, mailbox)

    # What happens at the other side
    def answered_by(self, leg: Leg) -> None:
        """Somebody talks to the caller now; where else it rang it is silent."""
        for other in self._finish():
            if other is not leg:
                other.desk.answered_elsewhere(other)
        self.origin.desk.far_end_answered(self.origin, leg)

    def rejected_by(self, leg: Leg) -> None:
        """It was declined; the last one who does so ends it, or a mailbox takes it."""
        if leg in self.ringing:
            self.ringing.remove(leg)
        if self.ringing or self._over:
            return
        mailbox = self._exchange.voicemail.box_of(leg.desk.number_of(leg))
        self._stop_timers()
        if mailbox:
            self._exchange.voicemail.take(self, mailbox)
        else:
            self.fail("Busy")

    def deflected_by(self, leg: Leg, number: str) -> None:
        """A phone sends it on while it rings."""
        self._stop_ringing()
        self.go_on_to(number, by=leg.desk.label_on(leg))

    def go_on_to(self, number: str, *, by: str = "") -> None:
        """Another number; the caller goes on hearing the ring-back tone."""
        self._stop_timers()
        self.number = bare(number)
        self.diverted_by = by or self.diverted_by
        if self.origin.phase is Phase.PROCEEDING:
            self.later(timing.ALERTING, self._alerting)
        self.later(timing.ARRIVES, self._arrive)

    # The end
    def move(self, origin: Leg) -> None:
        """Another caller takes the place of the one who has dialled (row 25)."""
        self.origin = origin
        origin.attempt = self
        number, name = self.identity
        for leg in self.ringing:
            leg.peer = origin
            leg.number, leg.name = number, name or number
            leg.desk.changed()

    def cancel(self) -> None:
        """The caller gives up."""
        for leg in self._finish():
            leg.desk.taken_back(leg)

    def fail(self, reason: str) -> None:
        """It comes to nothing."""
        for leg in self._finish():
            leg.desk.taken_back(leg)
        if self.origin.phase in (*DIALLING, Phase.TALK):
            self.origin.desk.fail(self.origin, reason)

    def _finish(self) -> list[Leg]:
        self._over = True
        self._stop_timers()
        ringing, self.ringing = self.ringing, []
        if self.origin.attempt is self:
            self.origin.attempt = None
        return ringing

    def _stop_ringing(self) -> None:
        self._stop_timers()
        ringing, self.ringing = self.ringing, []
        for leg in ringing:
            leg.desk.taken_back(leg)

    def _stop_timers(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
