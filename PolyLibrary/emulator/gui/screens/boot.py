"""The screen of a phone that starts: it shows that, and takes no input."""

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.widgets import Widget


class Boot(Screen):
    """Shown until the phone has registered its lines."""

    @property
    def name(self) -> str:
        return "boot"

    def title(self) -> str:
        return text("boot")

    def widgets(self) -> list[Widget]:
        whole = self.nav.panel.whole
        middle = whole.height // 2
        return [
            Widget("label", whole.band(middle - 56, 44), "boot.icon", icon="handset"),
            Widget("label", whole.band(middle - 4, 34), "boot.title", text("boot"), name="title"),
            Widget("label", whole.band(middle + 30, 24), "boot.detail", text("boot detail"), name="detail"),
        ]
