"""Settings > Status: rows of label and value."""

from typing import TYPE_CHECKING, cast

from PolyLibrary.emulator.gui.data import label, text
from PolyLibrary.emulator.gui.menus import Entry
from PolyLibrary.emulator.gui.ports.settings import StatusPage
from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


class StatusPages(ListScreen):
    """One page; nothing on it can be changed."""

    def __init__(self, nav: "Navigation", entry: Entry) -> None:
        super().__init__(nav)
        self._entry = entry
        self._page = cast("StatusPage", entry.page)

    @property
    def name(self) -> str:
        return "settings"

    def title(self) -> str:
        return self._entry.title

    def replaces(self, other: Screen) -> bool:
        return isinstance(other, StatusPages)

    def key_set(self) -> str:
        return "page"

    def empty_text(self) -> str:
        return text("settings empty")

    def count(self) -> int:
        return len(self.nav.port.status(self._page))

    def row(self, number: int) -> Row:
        name, value = self.nav.port.status(self._page)[number]
        return Row(label(name), value, value=value)
