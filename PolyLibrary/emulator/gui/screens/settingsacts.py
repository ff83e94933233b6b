"""What entries of the Settings menus set off, after a question where it matters."""

from typing import TYPE_CHECKING, cast

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.menus import Entry
from PolyLibrary.emulator.gui.ports.settings import Maintenance

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


def run(nav: "Navigation", entry: Entry) -> None:
    """Do it, or ask first."""
    if entry.confirm:
        nav.ask(text("sure", what=entry.title), yes=lambda: _do(nav, entry), no=None)
    else:
        _do(nav, entry)


def _do(nav: "Navigation", entry: Entry) -> None:
    if entry.does == "lock":
        nav.port.lock()
        return
    nav.notify(text(f"doing {entry.does}"))
    nav.port.maintain(cast("Maintenance", entry.does))
