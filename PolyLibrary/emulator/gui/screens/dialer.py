"""The dialer: off hook it fills the call that has dial tone, on hook nothing is sent before Send."""

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.screens.number import MOST_DIGITS, NumberEntry


class Dialer(NumberEntry):
    """Off hook while a Dialtone call is in focus; the digits then live in that call."""

    @property
    def transient(self) -> bool:
        return self._dialtone() is None

    @property
    def of_call(self) -> bool:
        return self._dialtone() is not None

    @property
    def name(self) -> str:
        return "dialer"

    def title(self) -> str:
        return text("dialer title")

    def prompt(self) -> str:
        return text("dialer on hook" if self._dialtone() is None else "state Dialtone")

    def icon(self) -> str:
        return "outgoing" if self._dialtone() is None else "handset"

    def key_set(self) -> str:
        return "dialling"

    def _dialtone(self) -> CallView | None:
        call = self.nav.current_call()
        return call if call is not None and call.state == "Dialtone" else None

    def subject(self) -> CallView | None:
        return self._dialtone()

    def alive(self) -> bool:
        return self._dialtone() is not None or bool(self._typed)

    @property
    def typed(self) -> str:
        call = self._dialtone()
        return self._typed if call is None else call.digits

    def type(self, digits: str) -> None:
        if self._dialtone() is None:
            super().type(digits)
            return
        digits = digits[:MOST_DIGITS]
        self.nav.port.type_digits(digits)
        self.nav.await_digits(digits)

    def send(self) -> None:
        number = self.typed
        if not number:
            self.nav.notify(text("nothing to send"))
            return
        self.nav.stop_awaiting_digits()
        # Dropped first: after the call the field must not stand there again.
        self._typed = ""
        self.nav.port.dial(number)

    def cancel(self) -> None:
        call = self._dialtone()
        self._typed = ""
        self.nav.stop_awaiting_digits()
        if call is not None:
            self.nav.port.end(call.key)
        self.nav.close(self)
