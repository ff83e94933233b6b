"""Calls: all calls of the phone; the soft keys act on the selected one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.screens.base import Swipe
from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row
from PolyLibrary.emulator.gui.screens.parts import call_icon, party, state_text, timer
from PolyLibrary.emulator.gui.softkeys import set_of_state

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
        return text("calls title", count=len(self._calls))

    def alive(self) -> bool:
        return bool(self._calls)

    @property
    def _calls(self) -> Sequence[CallView]:
        return self.nav.port.calls()

    def key_set(self) -> str:
        call = self.subject()
        return "" if call is None else set_of_state(call.state)

    def count(self) -> int:
        return len(self._calls)

    def row(self, number: int) -> Row:
        call = self._calls[number]
        detail = "   ".join(part for part in (timer(call), state_text(call)) if part)
        return Row(party(call), detail, call_icon(call), call.number)

    def selected(self, count: int) -> int:
        calls = self._calls
        for number, call in enumerate(calls):
            if call.key == self._call:
                return number
        ringing = (number for number, call in enumerate(calls) if call.state == "Offering")
        focused = (number for number, call in enumerate(calls) if call.focused)
        return next(ringing, next(focused, min(0, count - 1)))

    def choose(self, number: int) -> None:
        calls = self._calls
        if 0 <= number < len(calls):
            self._call = calls[number].key

    def subject(self) -> CallView | None:
        calls = self._calls
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
