"""Changes at the phone that need a restart: it follows once the Settings menus are left."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.ports.settings import Need

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


class PendingRestart:
    """What the changes made so far need together."""

    def __init__(self, nav: "Navigation") -> None:
        self._nav = nav
        self._need: Need = "live"

    def add(self, need: Need) -> None:
        """One more change; a reboot outranks a restart."""
        if self._need != "reboot":
            self._need = need

    def follow(self) -> None:
        """Restart if the menus are left, however that came about."""
        if self._need == "live" or any(screen.name == "settings" for screen in self._nav.stack):
            return
        need, self._need = self._need, "live"
        self._nav.notify(text(f"doing {need}"))
        self._nav.port.maintain("reboot" if need == "reboot" else "restart")
