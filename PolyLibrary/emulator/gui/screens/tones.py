"""The drawn dial pad over a call, on phones without a dial pad of their own."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.conditions import JOINED, TALKING
from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.screens.pad import pad_widgets
from PolyLibrary.emulator.gui.screens.parts import party
from PolyLibrary.emulator.gui.widgets import Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

TONES = frozenset("0123456789*#")


def send_tone(nav: "Navigation", call: CallView, digit: str) -> None:
    """A digit to the other side; in a conference all of it hears it."""
    if call.state not in TALKING or digit not in TONES:
        return
    joined = call.state in JOINED
    for other in nav.port.calls():
        if other.key == call.key or (joined and other.state in JOINED & TALKING):
            nav.port.send_tones(other.key, digit)


class TonePad(Screen):
    """Shows the digits that were sent; it goes away with its call, and when the call is held."""

    of_call = True

    def __init__(self, nav: "Navigation", call: str) -> None:
        super().__init__(nav)
        self._call = call

    @property
    def name(self) -> str:
        return "active call"

    def title(self) -> str:
        call = self.subject()
        return "" if call is None else party(call)

    def subject(self) -> CallView | None:
        return self.nav.call(self._call)

    def alive(self) -> bool:
        call = self.subject()
        return call is not None and call.state in TALKING

    def key_set(self) -> str:
        return "tone pad"

    def digit(self, digit: str) -> None:
        call = self.subject()
        if call is not None:
            send_tone(self.nav, call, digit)

    def write(self, text: str, *, replace: bool) -> bool:  # noqa: ARG002
        """A tone that was sent cannot be replaced, only followed by others."""
        for letter in text:
            self.digit(letter)
        return True

    def widgets(self) -> list[Widget]:
        call = self.subject()
        tones = "" if call is None else call.tones
        field = Widget(
            "field",
            self.nav.panel.field,
            "field" if tones else "field.empty",
            tones or text("tones prompt"),
            icon="handset",
            name="tones",
            value=tones,
            selected=True,
        )
        return [field, *pad_widgets(self.nav)]
