"""Star codes: services that a phone dials (all chosen)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls import paging, pickup, timing
from PolyLibrary.emulator.calls.attempt import Attempt
from PolyLibrary.emulator.calls.leg import Leg
from PolyLibrary.emulator.calls.numbers import bare
from PolyLibrary.emulator.calls.plan import Code, Service
from PolyLibrary.emulator.gui.ports.features import ForwardKind

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.exchange import Exchange, Settings

NOT_FOUND = "Not Found"
ANONYMOUS = ("anonymous", "Anonymous")
Change = Callable[["Settings"], None]


class Codes:
    """What the exchange does for a star code."""

    def __init__(self, exchange: "Exchange") -> None:
        self._exchange = exchange
        self._acts: dict[Service, Callable[[Attempt, str], None]] = {
            "forward always": self._forward("always"),
            "forward always off": self._forward_off("always"),
            "forward busy": self._forward("busy"),
            "forward busy off": self._forward_off("busy"),
            "forward no answer": self._forward("no answer"),
            "forward no answer off": self._forward_off("no answer"),
            "do not disturb": lambda attempt, _: self._set(attempt, _dnd(True)),
            "do not disturb off": lambda attempt, _: self._set(attempt, _dnd(False)),
            "pick up": self._pick_up,
            "park": self._park,
            "fetch": self._fetch,
            "call back": self._call_back,
            "voicemail": lambda attempt, _: exchange.voicemail.menu(attempt),
            "without identity": self._without_identity,
            "intercom": self._intercom,
            "page": lambda attempt, group: paging.page(exchange, attempt, group),
        }

    def serve(self, attempt: Attempt, code: Code, argument: str) -> None:
        """Do what a code says; one that lacks its number, or comes from no phone, is Not Found."""
        self._acts[code.does](attempt, bare(argument))

    # Settings of the caller's number
    def _forward(self, kind: ForwardKind) -> Callable[[Attempt, str], None]:
        def act(attempt: Attempt, number: str) -> None:
            if not number:
                attempt.fail(NOT_FOUND)
                return
            self._set(attempt, lambda settings: settings.forwards.update({kind: number}))

        return act

    def _forward_off(self, kind: ForwardKind) -> Callable[[Attempt, str], None]:
        def forget(settings: "Settings") -> None:
            settings.forwards.pop(kind, None)

        return lambda attempt, _: self._set(attempt, forget)

    def _set(self, attempt: Attempt, change: Change) -> None:
        number = attempt.origin.desk.number_of(attempt.origin)
        if not self._exchange.places(number):
            attempt.fail(NOT_FOUND)
            return
        attempt.later(timing.SERVICE_ANSWERS - timing.ARRIVES, self._confirm, attempt, change, number)

    def _confirm(self, attempt: Attempt, change: Change, number: str) -> None:
        change(self._exchange.settings_of(number))
        service = self._exchange.service
        leg = service.answered(attempt, attempt.number, "")
        leg.timers.append(
            self._exchange.clock.later(timing.SERVICE_ENDS - timing.SERVICE_ANSWERS, service.end, leg),
        )

    # Calls of others
    def _pick_up(self, attempt: Attempt, number: str) -> None:
        origin = attempt.origin
        if not self._is_phone(origin) or not pickup.pick_up(origin.desk, origin.line, number, instead_of=origin):
            attempt.fail(NOT_FOUND)

    def _park(self, attempt: Attempt, place: str) -> None:
        """Park the call that the phone holds; of a call that is transferred here that call itself."""
        origin = attempt.origin
        if origin.answered is not None:
            if not self._exchange.parking.park_transferred(origin, attempt, place):
                attempt.fail("Busy")
            return
        held = origin.desk.held() if self._is_phone(origin) else []
        if not held or not self._exchange.parking.park(held[0], place):
            attempt.fail("Busy" if held else NOT_FOUND)
            return
        origin.desk.end(origin)

    def _fetch(self, attempt: Attempt, place: str) -> None:
        origin = attempt.origin
        if not self._is_phone(origin) or not self._exchange.parking.fetch(
            origin.desk, origin.line, place, instead_of=origin
        ):
            attempt.fail(NOT_FOUND)

    def _is_phone(self, leg: Leg) -> bool:
        return leg.desk is not self._exchange.service

    # Other ways to call
    def _call_back(self, attempt: Attempt, _argument: str) -> None:
        number = attempt.origin.desk.history.last_caller(attempt.origin.line)
        if number:
            attempt.go_on_to(number)
        else:
            attempt.fail(NOT_FOUND)

    def _without_identity(self, attempt: Attempt, number: str) -> None:
        attempt.origin.identity = ANONYMOUS
        self._go_on(attempt, number)

    def _intercom(self, attempt: Attempt, number: str) -> None:
        attempt.intercom = True
        self._go_on(attempt, number)

    @staticmethod
    def _go_on(attempt: Attempt, number: str) -> None:
        if number:
            attempt.go_on_to(number)
        else:
            attempt.fail(NOT_FOUND)


def _dnd(on: bool) -> Change:
    def change(settings: "Settings") -> None:
        settings.dnd = on

    return change
