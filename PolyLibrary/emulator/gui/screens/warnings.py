"""What the warning icon stands for."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


class Warnings(ListScreen):
    """A row a warning."""

    @property
    def name(self) -> str:
        return "message"

    def title(self) -> str:
        return text("warnings title")

    def key_set(self) -> str:
        return "page"

    def empty_text(self) -> str:
        return text("warnings empty")

    def count(self) -> int:
        return len(self.nav.port.warnings())

    def row(self, number: int) -> Row:
        return Row(self.nav.port.warnings()[number], icon="warning")


def open_warnings(nav: "Navigation") -> None:
    """A touch on the warning icon."""
    nav.open(Warnings(nav))
