"""The phone's log: fetched by web, parsed line by line (facts: logs)."""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, NotPossible
from PolyLibrary.phone.reply import Reply
from PolyLibrary.phone.transport import Transport
from PolyLibrary.phone.web import Web

LogKind = Literal["app", "boot"]
_PAGE = "/Diagnostics/log"
_DOWNLOAD_LIMIT = 15.0

_LINE = re.compile(r"([\d.]{6,12})\|([^|]{1,8})\|([0-7*. ])\|([\d ]{1,3})\|(.*)\Z", re.DOTALL)
_STAMP = re.compile(r"(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\Z")
_SINCE_BOOT = re.compile(r"(\d\d)(\d\d)(\d\d)\.(\d{3})\Z")


@dataclass(frozen=True)
class LogTime:
    """A stamp of the usual kind, local and without a year: ``0904183707``."""

    month: int
    day: int
    hour: int
    minute: int
    second: int


@dataclass(frozen=True)
class LogLine:
    """One entry of the log.

    Args:
        time: The time as written.
        when: The time when it is a date; None for a time since boot.
        since_boot: Seconds since boot; None for a date.
        level: ``0`` (debug) to ``6`` (fatal), or ``*`` (always written).
        missed: Number of entries that were lost before this one.
        text: The message, with all its lines.
    """

    time: str
    when: LogTime | None
    since_boot: float | None
    component: str
    level: str
    missed: int
    text: str

    def moment(self, year: int) -> datetime | None:
        """The local time in a year; None for a time since boot and a day that the year does not have."""
        when = self.when
        if when is None:
            return None
        try:
            return datetime(year, when.month, when.day, when.hour, when.minute, when.second)
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.time}|{self.component:<5}|{self.level}|{self.missed:02}|{self.text}"


def parse_line(line: str) -> LogLine | None:
    """One line as an entry; None when it continues the entry before it. Only the first four pipes divide."""
    match = _LINE.match(line)
    if match is None:
        return None
    stamp, component, level, missed, text = match.groups()
    return LogLine(
        time=stamp,
        when=_when(stamp),
        since_boot=_since_boot(stamp),
        component=component.strip(),
        level=level.strip() or "*",
        missed=int(missed.strip() or 0) if missed.strip().isdigit() else 0,
        text=text,
    )


def _when(stamp: str) -> LogTime | None:
    match = _STAMP.match(stamp)
    if match is None:
        return None
    month, day, hour, minute, second = (int(part) for part in match.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second < 61):
        return None
    return LogTime(month, day, hour, minute, min(second, 59))


def _since_boot(stamp: str) -> float | None:
    match = _SINCE_BOOT.match(stamp)
    if match is None:
        return None
    hours, minutes, seconds, thousandths = (int(part) for part in match.groups())
    return (hours * 60 + minutes) * 60 + seconds + thousandths / 1000


def parse_log(text: str) -> list[LogLine]:
    """All entries; a line that begins none belongs to the one before it (lines before the first are dropped)."""
    return join(text.split("\n"))


def join(lines: Iterable[str]) -> list[LogLine]:
    """Entries from lines without their ends."""
    entries: list[LogLine] = []
    more: list[str] = []

    def finish() -> None:
        if more and entries:
            while more and not more[-1]:
                more.pop()
            entries[-1] = replace(entries[-1], text="\n".join([entries[-1].text, *more]))
        more.clear()

    for raw in lines:
        line = raw.rstrip("\r")
        entry = parse_line(line)
        if entry is None:
            more.append(line)
        else:
            finish()
            entries.append(entry)
    finish()
    return entries


class Log:
    """Downloads the log of one phone. The download itself leaves a line of component ``rest`` at debug level."""

    def __init__(self, transport: Transport, web: Web) -> None:
        self._transport = transport
        self._web = web

    def download(self, deadline: Deadline, kind: LogKind = "app") -> str:
        """The log as text: ``app`` in the phone's local time, ``boot`` in UTC.

        Raises:
            NotPossible: The phone has no such page.
            BadReply: The answer is no log.
        """
        reply = self._ask(kind, deadline)
        subject = f"{self._transport.name}: GET {_PAGE}"
        html = reply.body.lstrip()[:1] == b"<"
        if reply.status != 200 or html:
            raise BadReply(
                f"{subject}: the answer is no log.",
                seen=f"HTTP {reply.status}, {reply.shown}",
                tried=deadline.tried(1, "attempt"),
                hint="does Diagnostics > View & Download Logs work in a browser?",
            )
        return reply.text

    def read(self, deadline: Deadline, kind: LogKind = "app") -> list[LogLine]:
        """The log's entries, oldest first."""
        return parse_log(self.download(deadline, kind))

    def clear(self, deadline: Deadline, kind: LogKind = "app") -> None:
        """Empty the log; asked for once.

        Raises:
            NotPossible: The phone has no such page.
            BadReply: The answer does not say that it was done.
        """
        reply = self._ask(kind, deadline, clear=True)
        if reply.status != 200:
            raise BadReply(
                f"{self._transport.name}: GET {_PAGE}: the phone did not clear its log.",
                seen=f"HTTP {reply.status}, {reply.shown}",
                tried=deadline.tried(1, "attempt"),
                hint="does Diagnostics > View & Download Logs > Clear work in a browser?",
            )

    def _ask(self, kind: LogKind, deadline: Deadline, *, clear: bool = False) -> Reply:
        # What the number is good for nobody says; clients send the time, so that no cache answers.
        path = f"{_PAGE}?value={kind}&dummyParam={int(time.time() * 1000)}{'&clear=1' if clear else ''}"
        reply = self._web.get(path, deadline, limit=_DOWNLOAD_LIMIT, read=not clear)
        if reply.status == 404:
            raise NotPossible(
                f"{self._transport.name}: GET {_PAGE}: this phone does not give its log by web.",
                seen="HTTP 404.",
                hint="is its web server on (httpd.cfg.enabled)? Otherwise write syslog: for it into the lab file.",
            )
        return reply
