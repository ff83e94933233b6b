"""The pop-up of a call that comes in; its soft keys act for that call."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.screens.parts import call_icon, party
from PolyLibrary.emulator.gui.widgets import Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


class Incoming(Screen):
    """Drawn over whatever was on the screen, which is dimmed and takes no touch meanwhile."""

    of_call = True

    def __init__(self, nav: "Navigation", call: str) -> None:
        super().__init__(nav)
        self.call = call

    @property
    def name(self) -> str:
        return "incoming call"

    def subject(self) -> CallView | None:
        return self.nav.call(self.call)

    def alive(self) -> bool:
        call = self.subject()
        return call is not None and call.state == "Offering"

    def title(self) -> str:
        call = self.subject()
        return text("incoming title" if call is None or call.ringing else "incoming silent")

    def key_set(self) -> str:
        return "ringing"

    def widgets(self) -> list[Widget]:
        call = self.subject()
        if call is None:
            return []
        box = self.nav.panel.popup
        quarter = box.height // 4
        inner = box.inset(6, 0)
        label = self.nav.line_label(call.line)
        number = call.number if call.number != call.name else ""
        return [
            Widget("box", self.nav.panel.content, "scrim", name="scrim", solid=True),
            Widget("popup", box, "popup", name="popup", text="", solid=True),
            Widget("label", box.band(0, quarter), "popup.title", self.title(), icon=call_icon(call), name="title"),
            Widget("label", inner.band(quarter, quarter + 4), "popup.name", party(call), name="name"),
            Widget("label", inner.band(2 * quarter + 4, quarter - 4), "popup.number", number, name="number"),
            Widget(
                "label",
                inner.band(3 * quarter, quarter),
                "popup.line",
                text("incoming line", label=label),
                name="line",
            ),
        ]

    def back(self) -> None:
        """Puts the pop-up away; the call rings on in Calls."""
        self.nav.put_away(self)
