"""Active call: the call in focus, full size. Inside a step, and in a conference, the screen has another name."""

from PolyLibrary.emulator.gui.conditions import JOINED, TALKING
from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.screens.base import Screen, Swipe
from PolyLibrary.emulator.gui.screens.parts import ANSWERED, call_icon, party, state_text, timer
from PolyLibrary.emulator.gui.screens.steps import key_set_of, members, step_name, step_text
from PolyLibrary.emulator.gui.screens.tones import send_tone
from PolyLibrary.emulator.gui.widgets import Widget

ICON_CELL = 44
"""Of a 480x272 panel."""
MOST_TONES = 24
"""Digits that are shown; the last ones where there are more."""


class ActiveCall(Screen):
    """Five rows: line and count, name, number, timer with icons, state."""

    of_call = True

    @property
    def name(self) -> str:
        call = self.subject()
        return (step_name(self.nav, call) if call is not None else "") or "active call"

    def title(self) -> str:
        call = self.subject()
        return "" if call is None else step_text(self.nav, call) or self._party(call)[0]

    def alive(self) -> bool:
        call = self.subject()
        return call is not None and call.state != "Dialtone"

    def key_set(self) -> str:
        call = self.subject()
        return "" if call is None else key_set_of(self.nav, call)

    def widgets(self) -> list[Widget]:
        call = self.subject()
        if call is None:
            return []
        panel = self.nav.panel
        look = "hold" if call.state in {"CallHold", "CallConfHold"} else "talk"
        look = "over" if call.state == "Disconnected" else look
        name, number = self._party(call)
        result = [
            Widget("box", panel.content, f"call.{look}", name="call"),
            self._head(call),
            Widget("label", panel.call_row(1), "call.name", name, name="name"),
            Widget("label", panel.call_row(2), "call.number", number, name="number"),
        ]
        if call.state in ANSWERED:
            row = panel.call_row(3)
            half = row._replace(right=row.centre[0])
            result.append(Widget("label", half, "call.timer", timer(call), name="timer"))
        return [*result, *self._icons(call), *self._foot(call)]

    def _foot(self, call: CallView) -> list[Widget]:
        """The state; beside it the tones that were sent, or whom the step is about."""
        row, shown, icon = self.nav.panel.call_row(4), state_text(call), call_icon(call)
        if not call.tones or call.state not in ANSWERED:
            step = step_text(self.nav, call)
            return [Widget("label", row, "call.state", shown, step, icon, name="state")]
        left, right = row._replace(right=row.centre[0]), row._replace(left=row.centre[0])
        last = call.tones[-MOST_TONES:]
        return [
            Widget("label", left, "call.state", shown, icon=icon, name="state"),
            Widget("label", right, "call.tones", last, icon="dialpad", name="tones", value=call.tones),
        ]

    def _head(self, call: CallView) -> Widget:
        """Line and count; a bell while another call rings. With several calls it opens their list."""
        calls = self.nav.port.calls()
        place = next((n for n, other in enumerate(calls, start=1) if other.key == call.key), 1)
        ringing = any(other.state == "Offering" for other in calls)
        return Widget(
            "label",
            self.nav.panel.call_row(0),
            "call.label",
            self.nav.line_label(call.line),
            text("count", number=place, total=len(calls)),
            "bell" if ringing else "line",
            name="line",
            value=str(call.line),
            press=self.nav.show_calls if len(calls) > 1 else None,
        )

    def _party(self, call: CallView) -> tuple[str, str]:
        """Name and number; of a conference who is in it."""
        if call.state not in JOINED or call.first:
            return party(call), call.number
        return text("conference title"), ", ".join(party(member) for member in members(self.nav))

    def _icons(self, call: CallView) -> list[Widget]:
        panel = self.nav.panel
        icons = []
        if call.state in TALKING:
            icons += [(0, "hd", "call.icon"), (1, self.nav.audio.icon, "call.icon")]
        if call.muted and call.state in ANSWERED:
            icons.append((2, "mute", "call.mute"))
        row, cell = panel.call_row(3), panel.length(ICON_CELL)
        result = []
        for number, icon, style in icons:
            right = row.right - panel.length(8) - number * cell
            box = row._replace(left=right - cell, right=right)
            result.append(Widget("icon", box, style, icon=icon, name=icon))
        return result

    def digit(self, digit: str) -> None:
        call = self.subject()
        if call is not None:
            send_tone(self.nav, call, digit)

    def back(self) -> None:
        """There is nothing before a call; it stays."""

    def swipe(self, swipe: Swipe) -> None:
        if swipe.direction == "right":
            self.nav.show_lines()
        elif swipe.direction in {"up", "down"} and len(self.nav.port.calls()) > 1:
            self.nav.show_calls()
