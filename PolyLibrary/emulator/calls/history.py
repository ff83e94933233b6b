"""The call lists of one phone: missed, received, placed; 100 entries each."""

from collections import deque
from collections.abc import Sequence

from PolyLibrary.emulator.gui.ports.calls import LogEntry, LogKind

MOST_ENTRIES = 100
KINDS: tuple[LogKind, ...] = ("Missed", "Received", "Placed")


class CallHistory:
    """Newest entries last, as REST gives them."""

    def __init__(self) -> None:
        self._lists: dict[LogKind, deque[LogEntry]] = {kind: deque(maxlen=MOST_ENTRIES) for kind in KINDS}
        self._missed = 0

    @property
    def missed_count(self) -> int:
        """Missed calls since the missed list was last opened."""
        return self._missed

    def add(self, entry: LogEntry) -> None:
        """One call is over."""
        self._lists[entry.kind].append(entry)
        if entry.kind == "Missed":
            self._missed += 1

    def entries(self, kind: LogKind) -> Sequence[LogEntry]:
        """Oldest first."""
        return tuple(self._lists[kind])

    def last_caller(self, key: int) -> str:
        """Number of who called a line last; empty when nobody did."""
        calls = [each for kind in ("Missed", "Received") for each in self._lists[kind] if each.line == key]
        newest = max(calls, key=lambda entry: entry.start, default=None)
        return newest.number if newest else ""

    def missed_seen(self) -> None:
        """The missed list was opened."""
        self._missed = 0

    def clear(self) -> None:
        """Empty all lists."""
        for entries in self._lists.values():
            entries.clear()
        self._missed = 0

    def delete(self, kind: LogKind, index: int | None) -> None:
        """Delete one entry, counted from the newest, or all of a list."""
        entries = self._lists[kind]
        if index is None:
            entries.clear()
        elif 0 <= index < len(entries):
            del entries[len(entries) - 1 - index]
        if kind == "Missed":
            self._missed = min(self._missed, len(entries))
