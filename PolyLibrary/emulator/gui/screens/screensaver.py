"""The screen saver: the time on an empty screen."""

from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.screens.parts import big_clock
from PolyLibrary.emulator.gui.widgets import Widget


class ScreenSaver(Screen):
    """Any key or touch ends it."""

    covers = True

    @property
    def name(self) -> str:
        return "screensaver"

    def title(self) -> str:
        return ""

    def widgets(self) -> list[Widget]:
        whole = self.nav.panel.whole
        return [
            Widget("box", whole, "saver", name="saver", solid=True),
            *big_clock(self.nav, whole, "saver"),
        ]
