"""The dialer: off hook it fills the call that has dial tone, on hook nothing is sent before Send.

It is also the screen on which the other party of a transfer or conference is dialled.
"""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.multitap import PAUSE, Entry, MultiTap
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.screens.field import ENTRIES
from PolyLibrary.emulator.gui.screens.number import MOST_DIGITS, Match, NumberEntry
from PolyLibrary.emulator.gui.screens.pad import DIALLED
from PolyLibrary.emulator.gui.screens.steps import key_set_of, step_name, step_text

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


class Dialer(NumberEntry):
    """Off hook while a Dialtone call is in focus; the digits then live in that call.

    URL mode takes letters, by multi-tap too. An address lives in the screen alone: the digit map, which sends what
    looks complete to it, has no business with half an address.
    """

    def __init__(self, nav: "Navigation") -> None:
        super().__init__(nav)
        self._url = False
        self._entry: Entry = "abc"
        self._taps = MultiTap()

    @property
    def transient(self) -> bool:
        return self._dialtone() is None

    @property
    def of_call(self) -> bool:
        return self._dialtone() is not None

    @property
    def name(self) -> str:
        call = self._dialtone()
        return (step_name(self.nav, call) if call is not None else "") or "dialer"

    def title(self) -> str:
        return self.headline() or text("dialer title")

    def headline(self) -> str:
        call = self._dialtone()
        return "" if call is None else step_text(self.nav, call)

    def prompt(self) -> str:
        if self._url:
            return text("dialer url")
        return text("dialer on hook" if self._dialtone() is None else "state Dialtone")

    def note(self) -> str:
        return self._entry if self._url else ""

    def icon(self) -> str:
        return "outgoing" if self._dialtone() is None else "handset"

    def key_set(self) -> str:
        call = self._dialtone()
        keys = "dialling" if call is None else key_set_of(self.nav, call)
        return f"{keys} url" if self._url else keys

    def _dialtone(self) -> CallView | None:
        call = self.nav.current_call()
        return call if call is not None and call.state == "Dialtone" else None

    def subject(self) -> CallView | None:
        return self._dialtone()

    def alive(self) -> bool:
        return self._dialtone() is not None or bool(self._typed) or self._url

    # Typing
    @property
    def typed(self) -> str:
        call = self._dialtone()
        return self._typed if call is None or self._url else call.digits

    def type(self, digits: str) -> None:
        if self._dialtone() is None:
            super().type(digits)
        elif self._url:
            super().type(digits)
            # No digits: this only starts the time anew for which the dial tone waits.
            self.nav.port.type_digits("")
        else:
            self.nav.port.type_digits(digits[:MOST_DIGITS])

    def takes(self, letter: str) -> bool:
        return (letter.isprintable() and not letter.isspace()) if self._url else super().takes(letter)

    def digit(self, digit: str) -> None:
        if not self._url:
            super().digit(digit)
            return
        letter, again = self._taps.press(digit, self._entry)
        if again:
            super().delete()
        self.insert(letter.strip())
        if self._entry == "123":
            self._taps.settle()
        else:
            self.nav.timers.start("multi tap", PAUSE, self._taps.settle)

    def hold_digit(self, digit: str) -> bool:
        if not self._url:
            return super().hold_digit(digit)
        self._taps.settle()
        self.insert(digit)
        return True

    def delete(self) -> None:
        self._taps.settle()
        super().delete()

    def command(self, name: str) -> bool:
        if name in {"url", "number"}:
            self._switch(url=name == "url")
        elif name in ENTRIES:
            self._taps.settle()
            self._entry = ENTRIES[name]
        else:
            return False
        return True

    def _switch(self, *, url: bool) -> None:
        typed = self.typed
        self._taps.settle()
        self._url, self._entry, self._behind = url, "abc", 0
        self.type(typed if url else "".join(letter for letter in typed if letter in DIALLED))

    def matches(self, match: Match, typed: str) -> bool:
        if self._url and match.name.casefold().startswith(typed.casefold()):
            return True
        return super().matches(match, typed)

    # Leaving
    def send(self) -> None:
        number = self.typed
        if not number:
            self.nav.notify(text("nothing to send"))
            return
        if not self.nav.port.may_dial(number):
            self.nav.notify(text("locked"))
            return
        call = self._dialtone()
        # Dropped first: after the call the field must not stand there again.
        self._forget()
        self.nav.port.dial(number, 1 if call is None else call.line)
        if call is None and not self.nav.port.calls():
            self.nav.notify(text("no free call"))

    def cancel(self) -> None:
        call = self._dialtone()
        self._forget()
        if call is not None and call.step:
            self.nav.port.cancel_step()
        elif call is not None:
            self.nav.port.end(call.key)
        self.nav.close(self)

    def _forget(self) -> None:
        self._typed, self._url, self._behind = "", False, 0
