"""The pop-up of a call that comes in; its soft keys act for that call."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.screens.parts import call_icon, party
from PolyLibrary.emulator.gui.screens.steps import key_set_of
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
        call = self.subject()
        return "ringing" if call is None else key_set_of(self.nav, call)

    def widgets(self) -> list[Widget]:
        call = self.subject()
        if call is None:
            return []
        panel = self.nav.panel
        line = text("incoming line", label=self.nav.line_label(call.line))
        below = [("number", call.number if call.number != call.name else ""), ("line", line)]
        if call.diverted_by:
            diverted = ("diverted", text("incoming diverted", by=call.diverted_by))
            # A low panel has no fifth row: there the forwarding takes the place of the line.
            below = [below[0], diverted] if panel.list.title == 0 else [below[0], diverted, below[1]]
        count = 2 + len(below)
        return [
            Widget("box", panel.content, "scrim", name="scrim", solid=True),
            Widget("popup", panel.popup, "popup", name="popup", text="", solid=True),
            Widget("label", panel.popup_row(0, count), "popup.title", self.title(), icon=call_icon(call), name="title"),
            Widget("label", panel.popup_row(1, count), "popup.name", party(call), name="name"),
            *(
                Widget(
                    "label",
                    panel.popup_row(place, count),
                    "popup.number" if name == "number" else "popup.line",
                    shown,
                    name=name,
                )
                for place, (name, shown) in enumerate(below, start=2)
            ),
        ]

    def back(self) -> None:
        """Puts the pop-up away; the call rings on in Calls."""
        self.nav.put_away(self)
