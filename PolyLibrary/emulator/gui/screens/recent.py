"""Recent Calls: the missed, received and placed lists."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import LogEntry, LogKind
from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row
from PolyLibrary.emulator.gui.screens.parts import moment_of
from PolyLibrary.emulator.gui.screens.recentdetails import RecentDetails, dial_entry, store_entry

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


class RecentCalls(ListScreen):
    """One of the three lists, newest first."""

    def __init__(self, nav: "Navigation", kind: LogKind) -> None:
        super().__init__(nav)
        self.kind: LogKind = kind

    @property
    def name(self) -> str:
        return "recent calls"

    def title(self) -> str:
        return text(f"list {self.kind}")

    def opened(self) -> None:
        if self.kind == "Missed":
            self.nav.port.missed_list_opened()

    def key_set(self) -> str:
        return "recent"

    def empty_text(self) -> str:
        return text(f"empty {self.kind}")

    def detail(self) -> str:
        count = self.count()
        return text("count", number=self.selected(count) + 1, total=count) if count else ""

    def count(self) -> int:
        return len(self.nav.port.call_log(self.kind))

    def row(self, number: int) -> Row:
        entry, port = self.nav.port.call_log(self.kind)[number], self.nav.port
        when = moment_of(entry.start, port.now(), port.setting)
        return Row(entry.name or entry.number, when, self.kind.casefold(), entry.number)

    def entry(self) -> LogEntry | None:
        entries = self.nav.port.call_log(self.kind)
        at = self.selected(len(entries))
        return entries[at] if at >= 0 else None

    def select(self) -> None:
        entry = self.entry()
        if entry is not None:
            dial_entry(self.nav, entry)

    def delete(self) -> None:
        if self.entry() is not None:
            at = self.selected(self.count())
            self.nav.port.delete_call_log(self.kind, at)

    def command(self, name: str) -> bool:
        entry = self.entry()
        if name not in {"info", "clear", "store"}:
            return False
        if entry is None:
            return True
        if name == "info":
            self.nav.open(RecentDetails(self.nav, entry))
        elif name == "store":
            store_entry(self.nav, entry)
        else:
            kind = self.kind
            question = text("clear list", list=self.title())
            self.nav.ask(question, yes=lambda: self.nav.port.delete_call_log(kind), no=None)
        return True

    def show(self, kind: LogKind) -> None:
        """Another of the three lists in the same place."""
        self.kind = kind
        self._at = self._top = 0
        self.opened()
