"""The audit log: three fields a line, date, MAC and what happened."""

from collections import deque

from PolyLibrary.emulator.clock import Clock

MOST_LINES = 1000


class AuditLog:
    """Logins, restarts and resets of one phone, oldest first."""

    def __init__(self, clock: Clock, mac: str) -> None:
        self._clock = clock
        self._mac = mac
        self._lines: deque[str] = deque(maxlen=MOST_LINES)

    def write(self, text: str) -> None:
        """Note what happened."""
        self._lines.append(f"{self._clock.now():%b %d %H:%M:%S %Y}|{self._mac}|{text}\n")

    def content(self) -> bytes:
        """All lines."""
        return "".join(self._lines).encode()
