"""Active call: the call in focus, full size."""

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.screens.base import Screen, Swipe
from PolyLibrary.emulator.gui.screens.parts import ANSWERED, call_icon, party, state_text, timer
from PolyLibrary.emulator.gui.softkeys import set_of_state
from PolyLibrary.emulator.gui.widgets import Widget

TALKING = frozenset({"Connected", "CallHeld", "CallConference", "CallConfHeld"})
ICON_CELL = 44


class ActiveCall(Screen):
    """Five rows: line and count, name, number, timer with icons, state."""

    of_call = True

    @property
    def name(self) -> str:
        return "active call"

    def title(self) -> str:
        call = self.subject()
        return "" if call is None else party(call)

    def alive(self) -> bool:
        call = self.subject()
        return call is not None and call.state != "Dialtone"

    def key_set(self) -> str:
        call = self.subject()
        return "" if call is None else set_of_state(call.state)

    def widgets(self) -> list[Widget]:
        call = self.subject()
        if call is None:
            return []
        panel = self.nav.panel
        calls = self.nav.port.calls()
        place = next((n for n, other in enumerate(calls, start=1) if other.key == call.key), 1)
        count = text("count", number=place, total=len(calls))
        ringing = any(other.state == "Offering" for other in calls)
        body = panel.content
        look = "hold" if call.state in {"CallHold", "CallConfHold"} else "talk"
        look = "over" if call.state == "Disconnected" else look
        result = [
            Widget("box", body, f"call.{look}", name="call"),
            Widget(
                "label",
                panel.call_row(0),
                "call.label",
                self.nav.line_label(call.line),
                count,
                "bell" if ringing else "line",
                name="line",
                value=str(call.line),
                press=self.nav.show_calls if len(calls) > 1 else None,
            ),
            Widget("label", panel.call_row(1), "call.name", party(call), name="name"),
            Widget("label", panel.call_row(2), "call.number", call.number, name="number"),
        ]
        row = panel.call_row(3)
        half = row._replace(right=row.centre[0])
        if call.state in ANSWERED:
            result.append(Widget("label", half, "call.timer", timer(call), name="timer"))
        icons = []
        if call.state in TALKING:
            icons += [(0, "hd", "call.icon"), (1, self.nav.audio.icon, "call.icon")]
        if call.muted and call.state in ANSWERED:
            icons.append((2, "mute", "call.mute"))
        for number, icon, style in icons:
            right = row.right - 8 - number * ICON_CELL
            box = row._replace(left=right - ICON_CELL, right=right)
            result.append(Widget("icon", box, style, icon=icon, name=icon))
        result.append(
            Widget("label", panel.call_row(4), "call.state", state_text(call), icon=call_icon(call), name="state")
        )
        return result

    def digit(self, digit: str) -> None:
        call = self.subject()
        if call is not None and call.state in TALKING:
            self.nav.unavailable(text("tone unavailable", digit=digit))

    def back(self) -> None:
        """There is nothing before a call; it stays."""

    def swipe(self, swipe: Swipe) -> None:
        if swipe.direction == "right":
            self.nav.show_lines()
        elif swipe.direction in {"up", "down"} and len(self.nav.port.calls()) > 1:
            self.nav.show_calls()
