"""One call of the lists in full: name, number, line, time, duration."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import label, text
from PolyLibrary.emulator.gui.datetimes import clock_time, date_text
from PolyLibrary.emulator.gui.port import Contact, LogEntry
from PolyLibrary.emulator.gui.screens.contactform import ContactForm
from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row
from PolyLibrary.emulator.gui.screens.parts import duration

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


def dial_entry(nav: "Navigation", entry: LogEntry) -> None:
    """Call back on the line of the call; a locked phone refuses most numbers."""
    if nav.port.may_dial(entry.number):
        nav.port.dial(entry.number, entry.line)
    else:
        nav.notify(text("locked"))


def store_entry(nav: "Navigation", entry: LogEntry) -> None:
    """The form of a new contact; of the known one where the number has one already."""
    known = next((contact for contact in nav.port.contacts() if contact.number == entry.number), None)
    name = entry.name if entry.name != entry.number else ""
    first, _, last = name.partition(" ")
    nav.open(ContactForm(nav, known or Contact(first, last.strip(), entry.number)))


class RecentDetails(ListScreen):
    """Stays what it was opened for, also when its list changes meanwhile."""

    def __init__(self, nav: "Navigation", entry: LogEntry) -> None:
        super().__init__(nav)
        self._entry = entry

    @property
    def name(self) -> str:
        return "recent calls"

    def title(self) -> str:
        return text(f"call {self._entry.kind}")

    def key_set(self) -> str:
        return "recent details"

    def _rows(self) -> list[Row]:
        entry, setting = self._entry, self.nav.port.setting
        found = [
            (label("Name"), entry.name if entry.name != entry.number else ""),
            (label("Number"), entry.number),
            (label("Line"), self.nav.line_label(entry.line)),
            (label("Date"), date_text(entry.start, setting)),
            (label("Time"), clock_time(entry.start, setting)),
            (label("Duration"), "" if entry.duration is None else duration(entry.duration)),
        ]
        return [Row(name, value, value=value) for name, value in found if value]

    def count(self) -> int:
        return len(self._rows())

    def row(self, number: int) -> Row:
        return self._rows()[number]

    def select(self) -> None:
        dial_entry(self.nav, self._entry)

    def delete(self) -> None:
        """Out of its list, where it is still in it."""
        entries = list(self.nav.port.call_log(self._entry.kind))
        if self._entry in entries:
            self.nav.port.delete_call_log(self._entry.kind, entries.index(self._entry))
        self.nav.close(self)

    def command(self, name: str) -> bool:
        if name != "store":
            return False
        store_entry(self.nav, self._entry)
        return True
