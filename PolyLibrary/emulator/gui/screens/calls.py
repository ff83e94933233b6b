"""Calls: all calls of the phone; the soft keys act on the selected one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.screens.base import Swipe
from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row
from PolyLibrary.emulator.gui.screens.parts import call_icon, party, state_text, timer
from PolyLibrary.emulator.gui.screens.steps import key_set_of

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


class Calls(ListScreen):
    """The selection follows its call, not its place in the list."""

    transient = False
    of_call = True

    def __init__(self, nav: "Navigation", call: str = "") -> None:
        super().__init__(nav)
        self._call = call

    @property
    def name(self) -> str:
        return "calls"

    def title(self) -> str:
        return text("calls title", count=len(self.listed))

    def alive(self) -> bool:
        return bool(self.listed)

    @property
    def listed(self) -> Sequence[CallView]:
        """The calls of the rows, in their order."""
        return self.nav.port.calls()

    def key_set(self) -> str:
        call = self.subject()
        return "" if call is None else key_set_of(self.nav, call)

    def count(self) -> int:
        return len(self.listed)

    def row(self, number: int) -> Row:
        calls = self.listed
        call = calls[number]
        # The line is told only where it tells the calls apart.
        several = len({other.line for other in calls}) > 1
        line = text("line short", number=call.line) if several else ""
        # A low panel has no room for a state beside the time; the icon tells it.
        state = timer(call) or state_text(call)
        parts = (line, state) if self.nav.panel.list.title == 0 else (line, timer(call), state_text(call))
        return Row(party(call), "  ".join(part for part in parts if part), call_icon(call), call.number)

    def selected(self, count: int) -> int:
        calls = self.listed
        for number, call in enumerate(calls):
            if call.key == self._call:
                return number
        ringing = (number for number, call in enumerate(calls) if call.state == "Offering")
        focused = (number for number, call in enumerate(calls) if call.focused)
        return next(ringing, next(focused, min(0, count - 1)))

    def choose(self, number: int) -> None:
        calls = self.listed
        if 0 <= number < len(calls):
            self._call = calls[number].key

    def subject(self) -> CallView | None:
        calls = self.listed
        return calls[self.selected(len(calls))] if calls else None

    def select(self) -> None:
        """Shows the selected call full size; one that rings gets its pop-up back."""
        call = self.subject()
        if call is None:
            return
        if call.state == "Offering":
            self.nav.announce(call.key)
        else:
            self.nav.port.focus(call.key)
            self.nav.show_call()

    def back(self) -> None:
        self.nav.close(self)

    def swipe(self, swipe: Swipe) -> None:
        if swipe.direction == "right":
            self.nav.show_lines()
        elif swipe.direction == "left":
            self.nav.show_call()
        else:
            super().swipe(swipe)
