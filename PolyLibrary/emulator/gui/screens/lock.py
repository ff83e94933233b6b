"""The locked phone: what is shown, how it is unlocked, and the numbers that may be called all the same."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.screens.calls import Calls
from PolyLibrary.emulator.gui.screens.dialer import Dialer
from PolyLibrary.emulator.gui.screens.field import Field
from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row
from PolyLibrary.emulator.gui.widgets import Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


class Locked(Screen):
    """In place of everything but calls until the phone is unlocked."""

    @property
    def name(self) -> str:
        return "lock"

    def title(self) -> str:
        return text("lock title")

    def alive(self) -> bool:
        return self.nav.port.locked()

    def key_set(self) -> str:
        return "locked"

    def widgets(self) -> list[Widget]:
        panel = self.nav.panel
        rows = [panel.call_row(number) for number in range(panel.call_rows)]
        return [
            Widget("label", rows[0], "title", self.title(), name="title"),
            Widget("label", rows[1]._replace(bottom=rows[2].bottom), "boot.icon", icon="lock"),
            Widget(
                "label", rows[3]._replace(bottom=rows[-1].bottom), "lock.detail", text("lock detail"), name="detail"
            ),
        ]

    def back(self) -> None:
        """There is nothing behind it."""

    def select(self) -> None:
        self.command("unlock")

    def digit(self, digit: str) -> None:
        """An authorised number can be dialled as on the idle screen."""
        if self.nav.current_call() is None:
            self.nav.type_on_hook(digit)

    def command(self, name: str) -> bool:
        if name == "unlock":
            self.nav.open(UnlockField(self.nav))
        elif name == "authorized":
            self.nav.open(AuthorizedCalls(self.nav))
        else:
            return False
        return True


class UnlockField(Field):
    """Takes the user's password."""

    def __init__(self, nav: "Navigation") -> None:
        super().__init__(nav, text("lock password"), self._try, mode="password", least=1, name="password")

    def _try(self, password: str) -> str | None:
        port = self.nav.port
        if port.unlock(password):
            return None
        wait = port.unlock_wait()
        return text("lock wait", seconds=wait) if wait else text("wrong password")

    def alive(self) -> bool:
        return self.nav.port.locked()


class AuthorizedCalls(ListScreen):
    """Place an Authorized Call: emergency numbers and those that somebody has authorised."""

    numbered = True

    @property
    def name(self) -> str:
        return "lock"

    def title(self) -> str:
        return text("lock authorized")

    def key_set(self) -> str:
        return "recent dial"

    def empty_text(self) -> str:
        return text("lock none authorized")

    def alive(self) -> bool:
        return self.nav.port.locked()

    def count(self) -> int:
        return len(self.nav.port.authorised_numbers())

    def row(self, number: int) -> Row:
        found = self.nav.port.authorised_numbers()[number]
        name = self.nav.port.name_of(found)
        return Row(name or found, found if name else "", "handset", found)

    def select(self) -> None:
        numbers = self.nav.port.authorised_numbers()
        at = self.selected(len(numbers))
        if at >= 0:
            self.nav.port.dial(numbers[at])


def open_while_locked(screen: Screen) -> bool:
    """Whether a screen may be open on a locked phone: the lock's own ones and those of calls."""
    return screen.of_call or isinstance(screen, Locked | UnlockField | AuthorizedCalls | Calls | Dialer)


def keep_locked(nav: "Navigation") -> None:
    """Close what a locked phone does not show, and show the lock."""
    allowed = [screen for screen in nav.stack[1:] if open_while_locked(screen)]
    if not any(isinstance(screen, Locked) for screen in allowed):
        allowed.insert(0, Locked(nav))
    nav.stack = [nav.stack[0], *allowed]
