"""Menus: rows that open something else, as softkeys.yaml lists them."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui import softkeys
from PolyLibrary.emulator.gui.data import table, text
from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


class Menu(ListScreen):
    """One menu by its name in softkeys.yaml."""

    numbered = True

    def __init__(self, nav: "Navigation", menu: str) -> None:
        super().__init__(nav)
        self.menu = menu

    @property
    def name(self) -> str:
        return "menu"

    def title(self) -> str:
        return text(f"menu {self.menu}")

    def replaces(self, other: Screen) -> bool:
        return isinstance(other, Menu) and other.menu == self.menu

    def key_set(self) -> str:
        return "menu"

    @property
    def _entries(self) -> list[str]:
        return list(table("softkeys")["menus"][self.menu])

    def count(self) -> int:
        return len(self._entries)

    def row(self, number: int) -> Row:
        entry = softkeys.command(self._entries[number])
        return Row(entry.label, icon=entry.icon)

    def select(self) -> None:
        self.nav.run(self._entries[self.selected(len(self._entries))])
