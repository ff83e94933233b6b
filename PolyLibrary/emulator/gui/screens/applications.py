"""Applications: the page that the phone's browser is configured for. The virtual phone has no browser, and says so."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

PAGE = "mb.main.home"


class Applications(ListScreen):
    """One row for the page, none where nothing is configured."""

    numbered = True

    @property
    def name(self) -> str:
        return "menu"

    def title(self) -> str:
        return text("applications title")

    def key_set(self) -> str:
        return "menu"

    def empty_text(self) -> str:
        return text("applications empty")

    def count(self) -> int:
        return 1 if self.nav.port.setting(PAGE) else 0

    def row(self, number: int) -> Row:  # noqa: ARG002
        page = self.nav.port.setting(PAGE)
        return Row(text("applications browser"), page, "apps", page)

    def select(self) -> None:
        if self.count():
            self.nav.notify(text("applications no browser", page=self.nav.port.setting(PAGE)))


def open_applications(nav: "Navigation") -> None:
    """The Applications tile and key."""
    nav.open(Applications(nav))
