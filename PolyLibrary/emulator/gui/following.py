"""How the screens follow the calls: pop-ups for what rings, the call screen for what is in focus."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.screens.parts import party, state_text

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

PHASES = {
    "Dialtone": "dialtone",
    "Setup": "out",
    "Proceeding": "out",
    "RingBack": "out",
    "Disconnected": "over",
}
"""Every other state is talk: held or not, the same screen shows it."""


def current_call(calls: Sequence[CallView]) -> CallView | None:
    """The call in focus among these, never one that rings; without focus the first that is not over."""
    mine = [call for call in calls if call.state not in {"Offering", "CallRemoteActive"}]
    focused = next((call for call in mine if call.focused), None)
    going = next((call for call in mine if call.state != "Disconnected"), None)
    return focused or going or next(iter(mine), None)


class CallFollower:
    """Remembers what it has shown already, so that a screen is brought up once and not again and again."""

    def __init__(self, nav: "Navigation") -> None:
        self._nav = nav
        self._announced: set[str] = set()
        self._failed: set[str] = set()
        self._seen: tuple[str, str] | None = None

    @property
    def ringing(self) -> bool:
        return bool(self._announced)

    def follow(self) -> None:
        calls = tuple(self._nav.port.calls())
        self._follow_ringing(calls)
        self._follow_failed(calls)
        self._follow_current(current_call(calls))

    def _follow_ringing(self, calls: Sequence[CallView]) -> None:
        offering = [call.key for call in calls if call.state == "Offering"]
        new = [key for key in offering if key not in self._announced]
        self._announced = set(offering)
        for key in new:
            self._nav.announce(key)

    def _follow_failed(self, calls: Sequence[CallView]) -> None:
        """Tell why a call has failed that is not in focus any more: the new leg of a step."""
        failed = {call.key: call for call in calls if call.state == "Disconnected" and call.reason and not call.focused}
        focused = any(call.focused for call in calls)
        for key in failed.keys() - self._failed if focused else ():
            self._nav.notify(text("leg failed", party=party(failed[key]), reason=state_text(failed[key])))
        self._failed = set(failed)

    def _follow_current(self, call: CallView | None) -> None:
        before = self._seen
        if call is None:
            self._seen = None
            return
        phase = PHASES.get(call.state, "talk")
        self._seen = (call.key, phase)
        if self._seen == before:
            return
        # A call that ends shows its end where it is looked at; only a failed one comes to the front. An incoming
        # call that was never taken does not become the call of the screen by ending.
        if phase == "over":
            if before is not None and before[0] == call.key:
                if before[1] == "talk":
                    return
            elif call.direction == "Incoming":
                return
        self._nav.drop_dead()
        self._nav.show_call()
