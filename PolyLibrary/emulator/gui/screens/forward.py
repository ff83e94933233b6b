"""The number field in which a ringing call is forwarded."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.screens.number import NumberEntry
from PolyLibrary.emulator.gui.screens.parts import party

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


class ForwardField(NumberEntry):
    """Open only while the call still rings."""

    transient = True

    def __init__(self, nav: "Navigation", call: str) -> None:
        super().__init__(nav)
        self._call = call

    @property
    def name(self) -> str:
        return "field"

    def title(self) -> str:
        return self.headline()

    def headline(self) -> str:
        call = self.subject()
        return text("forward title") if call is None else text("forward party", party=party(call))

    def prompt(self) -> str:
        return text("dialer on hook")

    def icon(self) -> str:
        return "forward"

    def key_set(self) -> str:
        return "field"

    def subject(self) -> CallView | None:
        return self.nav.call(self._call)

    def alive(self) -> bool:
        call = self.subject()
        return call is not None and call.state == "Offering"

    def send(self) -> None:
        if not self._typed:
            self.nav.notify(text("nothing to send"))
            return
        self.nav.close(self)
        self.nav.port.deflect(self._call, self._typed)

    def cancel(self) -> None:
        self.nav.close(self)
        self.nav.announce(self._call)
