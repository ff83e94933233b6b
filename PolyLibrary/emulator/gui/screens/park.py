"""The field for the place at which a call is parked."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.screens.field import Field

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


class ParkField(Field):
    """Goes away with its call. Left empty, the call is parked at the own number."""

    def __init__(self, nav: "Navigation", call: str) -> None:
        super().__init__(nav, text("park title"), self._park, mode="number", name="number")
        self._call = call

    def alive(self) -> bool:
        return self.nav.call(self._call) is not None

    def _park(self, place: str) -> None:
        self.nav.port.park(self._call, place)
