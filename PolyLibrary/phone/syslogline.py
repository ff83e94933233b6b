"""Syslog messages of phones: framing and form (facts: logs; RFC 3164, RFC 6587).

``<pri>Mmm dd hh:mm:ss address mac|`` and the line that the phone's log has, the MAC only with ``prependMac``.
"""

import re
import time
from dataclasses import dataclass, field
from enum import IntEnum

from PolyLibrary.phone.address import mac_of
from PolyLibrary.phone.log import LogLine, LogTime, parse_line

#: Bytes of the largest message that is read; phones cut theirs below 1024.
MOST = 65536

_HEADER = re.compile(
    r"<([0-9]{1,3})>\s*(?:([A-Z][a-z]{2}) {1,2}([0-9]{1,2}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) +)?(.*)\Z", re.DOTALL
)
_HOST = re.compile(r"([0-9A-Za-z][0-9A-Za-z.:_\-]{0,254}) +(?=\S)")
_ADDRESS = re.compile(r"[0-9.]{7,15}\Z|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]+\Z")
_MAC = re.compile(r"((?:[0-9A-Fa-f]{2}[:.\-]?){5}[0-9A-Fa-f]{2})\|")
_ENTRY = re.compile(r"(?<![0-9.])[0-9.]{6,12}\|[^|\n]{1,8}\|[0-7*. ]\|[0-9 ]{1,3}\|")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_COUNTED = re.compile(rb"([1-9][0-9]{0,8}) <")


class Severity(IntEnum):
    """How bad a message is, by RFC 3164; phones use 0, 2, 3, 5, 6 and 7."""

    EMERGENCY = 0
    ALERT = 1
    CRITICAL = 2
    ERROR = 3
    WARNING = 4
    NOTICE = 5
    INFO = 6
    DEBUG = 7


# For a message that is no line of the log: its level as far as the severity tells it.
_LEVELS = {0: "6", 1: "5", 2: "5", 3: "4", 4: "3", 5: "*", 6: "3", 7: "0"}


@dataclass(frozen=True)
class SyslogLine:
    """One message of a phone.

    Args:
        facility: 0 to 23; 16 is local0.
        host: The address or name that the phone writes; empty when it writes none. ``sender`` is where it came from.
        mac: Twelve lower-case hex digits; None without ``prependMac``.
        line: The line of the log; a message of another form has no time and no component in it.
        stamp: The header's time, local and without a year; None when there is none.
        at: When it came (wall clock); ``received`` is the same on the monotonic clock.
    """

    severity: Severity
    facility: int
    host: str
    mac: str | None
    line: LogLine
    stamp: LogTime | None = None
    sender: str = ""
    at: float = field(default_factory=time.time, compare=False)
    received: float = field(default_factory=time.monotonic, compare=False)

    def __str__(self) -> str:
        return str(self.line)


def parse_syslog(message: bytes, sender: str = "") -> SyslogLine | None:
    """One message; None when it does not begin with a priority."""
    match = _HEADER.match(message.decode("utf-8", "replace").rstrip("\r\n\0"))
    if match is None or int(match[1]) > 191:
        return None
    priority, rest = int(match[1]), match[7]
    stamp = _stamp(match)
    host = ""
    named = _HOST.match(rest)
    if named is not None and (stamp is not None or _ADDRESS.match(named[1])):
        host, rest = named[1], rest[named.end() :]
    mac = None
    owned = _MAC.match(rest)
    if owned is not None:
        mac, rest = mac_of(owned[1]), rest[owned.end() :]
    severity = Severity(priority & 7)
    return SyslogLine(severity, priority >> 3, host, mac, _entry(rest, severity), stamp, sender)


def _stamp(match: re.Match[str]) -> LogTime | None:
    if match[2] not in _MONTHS:
        return None
    day, hour, minute, second = (int(match[group]) for group in (3, 4, 5, 6))
    if not (1 <= day <= 31 and hour < 24 and minute < 60 and second < 61):
        return None
    return LogTime(_MONTHS.index(match[2]) + 1, day, hour, minute, min(second, 59))


def _entry(text: str, severity: Severity) -> LogLine:
    line = parse_line(text)
    if line is None:
        # A relay may have put its own words before the line.
        begins = _ENTRY.search(text, 0, 200)
        line = parse_line(text[begins.start() :]) if begins else None
    return line or LogLine("", None, None, "", _LEVELS[severity], 0, text)


class Framer:
    """Cuts the stream of one connection into messages: octet-counted, or ended by a line feed.

    A line without a priority goes on with the message before it, so the last message of the second kind is held
    back until the next one begins or ``flush`` is called.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._held: bytes | None = None
        self._skipping = False
        #: What was too long, since the beginning.
        self.faults = 0

    @property
    def holds(self) -> bool:
        """Whether a message waits for ``flush``."""
        return self._held is not None

    def feed(self, data: bytes) -> list[bytes]:
        """The messages that are complete with these bytes."""
        self._buffer += data
        done: list[bytes] = []
        while self._buffer:
            if not (self._counted(done) if _COUNTED.match(self._buffer) and not self._skipping else self._line(done)):
                break
        return done

    def flush(self) -> list[bytes]:
        """The message that was held back."""
        held, self._held = self._held, None
        return [] if held is None else [held]

    def finish(self) -> list[bytes]:
        """What is left when the connection ends."""
        left = bytes(self._buffer).rstrip(b"\r\n\0")
        self._buffer.clear()
        done: list[bytes] = []
        if left and not self._skipping:
            self._take(left, done)
        return done + self.flush()

    def _counted(self, done: list[bytes]) -> bool:
        match = _COUNTED.match(self._buffer)
        if match is None:
            return False
        length, start = int(match[1]), match.end() - 1
        if length > MOST:
            return self._skip()
        if len(self._buffer) < start + length:
            return False
        done += self.flush()
        done.append(bytes(self._buffer[start : start + length]))
        del self._buffer[: start + length]
        return True

    def _line(self, done: list[bytes]) -> bool:
        end = self._buffer.find(b"\n")
        if end < 0:
            if len(self._buffer) > MOST:
                return self._skip()
            if self._skipping:
                self._buffer.clear()
            return False
        line = bytes(self._buffer[:end]).rstrip(b"\r\0")
        del self._buffer[: end + 1]
        if self._skipping:
            self._skipping = False
        elif line:
            self._take(line, done)
        return True

    def _take(self, line: bytes, done: list[bytes]) -> None:
        if line.startswith(b"<") or self._held is None:
            done += self.flush()
            self._held = line
        elif len(self._held) < MOST:
            self._held += b"\n" + line

    def _skip(self) -> bool:
        """Leave out everything up to the next line feed."""
        if not self._skipping:
            self.faults += 1
        self._skipping = True
        end = self._buffer.find(b"\n")
        if end < 0:
            self._buffer.clear()
        return end >= 0
