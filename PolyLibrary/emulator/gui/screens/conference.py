"""The members of a conference, one a row."""

from collections.abc import Sequence

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.screens.calls import Calls
from PolyLibrary.emulator.gui.screens.listing import Row
from PolyLibrary.emulator.gui.screens.parts import call_icon, party, timer
from PolyLibrary.emulator.gui.screens.steps import members


class Manage(Calls):
    """Open as long as there is a conference; Remove drops the selected member, and the other one talks on."""

    transient = True

    @property
    def name(self) -> str:
        return "conference"

    def title(self) -> str:
        return text("manage title", count=len(self.listed))

    @property
    def listed(self) -> Sequence[CallView]:
        return members(self.nav)

    def row(self, number: int) -> Row:
        call = self.listed[number]
        return Row(party(call), timer(call), call_icon(call), call.number)

    def key_set(self) -> str:
        return "manage"

    def select(self) -> None:
        """Marks a member, and no more: who is removed cannot be brought back."""

    def delete(self) -> None:
        call = self.subject()
        if call is not None:
            self.nav.port.remove_member(call.key)
