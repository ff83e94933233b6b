"""What opens the screens that are not about a running call, by the ``act`` of softkeys.yaml and keys.yaml."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.screens.applications import open_applications
from PolyLibrary.emulator.gui.screens.directory import Directory
from PolyLibrary.emulator.gui.screens.favorites import Favorites
from PolyLibrary.emulator.gui.screens.forwarding import open_forwarding
from PolyLibrary.emulator.gui.screens.messages import open_messages
from PolyLibrary.emulator.gui.screens.settings import open_settings
from PolyLibrary.emulator.gui.screens.warnings import open_warnings

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


def toggle_dnd(nav: "Navigation") -> None:
    """Do Not Disturb by soft key, tile, key or status icon: on, and off again."""
    if nav.port.setting("feature.doNotDisturb.enable") == "0":
        nav.notify(text("feature off"))
    else:
        nav.port.set_do_not_disturb(not nav.port.do_not_disturb())


OPENINGS: dict[str, Callable[["Navigation"], None]] = {
    "applications": open_applications,
    "contacts": lambda nav: nav.open(Directory(nav)),
    "favorites": lambda nav: nav.open(Favorites(nav)),
    "forwarding": open_forwarding,
    "messages": open_messages,
    "settings": open_settings,
    "status": lambda nav: open_settings(nav, "status"),
    "dnd": toggle_dnd,
    "warnings": open_warnings,
    "lock": lambda nav: nav.port.lock(),
}


def open_or_refuse(nav: "Navigation", name: str) -> None:
    """Do one of them; a locked phone says that it is locked."""
    if nav.port.locked():
        nav.notify(text("locked"))
    else:
        OPENINGS[name](nav)
