"""The screen of a phone that starts: it shows that, and takes no input."""

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.widgets import Widget

BANDS = ((4, 20), (25, 12), (38, 10), (50, 10))
"""Top and height of icon, title, model and detail, in 64ths of the panel's height."""


class Boot(Screen):
    """Shown until the phone has registered its lines."""

    covers = True

    @property
    def name(self) -> str:
        return "boot"

    def title(self) -> str:
        return text("boot")

    def widgets(self) -> list[Widget]:
        panel = self.nav.panel
        parts = [panel.whole.band(panel.height * top // 64, panel.height * height // 64) for top, height in BANDS]
        return [
            Widget("label", parts[0], "boot.icon", icon="handset", name="icon"),
            Widget("label", parts[1], "boot.title", text("boot"), name="title"),
            Widget("label", parts[2], "boot.model", self.nav.port.model(), name="model"),
            Widget("label", parts[3], "boot.detail", text("boot detail"), name="detail"),
        ]
