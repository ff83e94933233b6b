"""The question that keeps edited values from getting lost, and a field that asks it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.screens.field import Field

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


def ask_to_save(nav: "Navigation", screen: Screen, save: Callable[[], None], then: Callable[[], None]) -> None:
    """Ask what becomes of the changes on a screen.

    Args:
        nav: The phone's open screens.
        screen: Where something was edited.
        save: Stores it and closes the screen, which stays open where the phone refuses the value.
        then: Follows once the screen is closed; not when the user stays.
    """

    def saved() -> None:
        save()
        if screen not in nav.stack:
            then()

    def dropped() -> None:
        nav.close(screen)
        then()

    nav.ask(text("save changes"), yes=saved, no=dropped, cancel=None)


class AskingField(Field):
    """A field of something that is stored. Cancel drops what was typed; Back, Home and the time-out ask before."""

    _before: str | None = None

    def opened(self) -> None:
        # A value that was refused opens the field again.
        if self._before is None:
            self._before = self.typed

    def may_leave(self, then: Callable[[], None]) -> bool:
        if self.typed == self._before:
            return True
        ask_to_save(self.nav, self, self.select, then)
        return False

    def back(self) -> None:
        if self.may_leave(_nothing):
            super().back()

    def command(self, name: str) -> bool:
        if name == "cancel":
            super().back()
            return True
        return super().command(name)


def _nothing() -> None:
    """What follows where the user only goes one screen back."""
