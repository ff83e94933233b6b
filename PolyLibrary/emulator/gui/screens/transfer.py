"""Transfer to a call that is there already: it is picked from a list, or selected in Calls."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.conditions import JOINED, answered
from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.screens.calls import Calls

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


def hand_over(nav: "Navigation", target: CallView) -> None:
    """End the leg that the transfer has opened, and connect the first call with ``target``."""
    calls = nav.port.calls()
    first = next((call for call in calls if call.first), None)
    leg = next((call for call in calls if call.step), None)
    if first is None or target.key == first.key or target.state in JOINED:
        return
    if leg is not None:
        nav.port.end(leg.key)
    nav.port.transfer_to_call(first.key, target.key)


class PickCall(Calls):
    """The calls to which the present one can be transferred."""

    @property
    def name(self) -> str:
        return "transfer"

    def title(self) -> str:
        return text("transfer to call")

    def alive(self) -> bool:
        return self.nav.port.step() in {"transfer", "blind"} and bool(self.listed)

    @property
    def listed(self) -> Sequence[CallView]:
        return [call for call in answered(self.nav) if not (call.first or call.step or call.state in JOINED)]

    def key_set(self) -> str:
        return "transfer pick"

    def select(self) -> None:
        call = self.subject()
        if call is not None:
            hand_over(self.nav, call)
