"""Parties that have no phone of the fleet."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.calls.numbers import bare
from PolyLibrary.errors import UsageError

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.exchange import Exchange


class OutsideCall:
    """One call of an outside party, seen and handled from its side. Use it in the fleet's loop only."""

    def __init__(self, leg: Leg) -> None:
        self._leg = leg

    @property
    def state(self) -> str:
        """In the words of REST: Setup, Proceeding, RingBack, Connected, CallHold, CallHeld, Disconnected."""
        return self._leg.word

    @property
    def reason(self) -> str:
        """Why it failed: Busy, No answer, Not Found, Unavailable; else empty."""
        return self._leg.reason

    @property
    def party(self) -> tuple[str, str]:
        """Number and name of the other side: what was called, or whom a transfer has brought."""
        return self._leg.number, self._leg.name

    def hang_up(self) -> None:
        """End the call, whatever its state; once it is over nothing happens."""
        if self._leg.phase is not Phase.ENDED:
            self._leg.desk.end(self._leg)

    def hold(self) -> None:
        """Hold the call, while it is in talk."""
        self._leg.desk.hold(self._leg)

    def resume(self) -> None:
        """Talk again."""
        self._leg.desk.resume(self._leg)

    def send_tones(self, digits: str) -> None:
        """DTMF, while the call is in talk."""
        self._leg.desk.send_tones(self._leg, digits)


def call_in(exchange: "Exchange", number: str, to: str, name: str) -> OutsideCall:
    """An outside party calls a number.

    Raises:
        UsageError: There is nothing to call.
    """
    called = bare(to)
    if not called:
        raise UsageError("An outside party needs a number to call.", seen=f"to is '{to}'.", hint="give to='1001'.")
    return OutsideCall(exchange.service.call(number, name, called))
