"""What all adapters of one phone share."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls.leg import Leg

if TYPE_CHECKING:
    from PolyLibrary.emulator.phone import VirtualPhone


class Adapter:
    """A view of one phone for its own screen."""

    def __init__(self, phone: "VirtualPhone") -> None:
        self._phone = phone
        self._desk = phone.desk

    def _leg(self, key: str) -> Leg | None:
        """The call of a handle; None once it is gone."""
        return next((leg for leg in self._desk.legs if leg.handle == key), None)
