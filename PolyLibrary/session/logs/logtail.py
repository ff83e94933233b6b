"""Following a phone's log from a mark on, and what may be missing in it.

Its own log is a store that drops its oldest lines when it is full; syslog loses what the network loses. Neither may
pass for a log in which nothing stands.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from PolyLibrary.deadline import Deadline, polling
from PolyLibrary.errors import PathMissing, UsageError
from PolyLibrary.phone.log import LogLine
from PolyLibrary.phone.phone import Phone
from PolyLibrary.session.channels.bells import rounds

if TYPE_CHECKING:
    from PolyLibrary.session.logs.logbook import Logbook, News
    from PolyLibrary.session.logs.syslogs import Ear
    from PolyLibrary.session.phone_session import Mark

_BANNER = re.compile(r"(?i)initial log entry\b")

SMALLEST_STORE = 30_000
"""Characters that every phone's log holds (source: log.render.file.size of the facts, 32 KB at least)."""

_DATED = "2"
"""The value of ``log.render.type`` with month, day and seconds."""

_LIMIT = 5.0


class Tail(Protocol):
    """The lines of one phone's log since a mark."""

    @property
    def by(self) -> str:
        """How the lines come, for an error: empty, or ``by syslog over UDP``."""

    def look(self, deadline: Deadline) -> list[LogLine]:
        """All lines since the mark, as far as known now; lines of earlier looks stay in it."""

    def rounds(self, deadline: Deadline) -> Iterator[int]:
        """The schedule of a wait that looks in each round."""

    def gap(self) -> str:
        """Why lines since the mark may be missing in the looks so far; empty when none can be."""

    @property
    def own(self) -> "WebTail | None":
        """The phone's own log, for a second opinion; None where it is what is followed."""


class WebTail:
    """Follows the log that the phone gives by web."""

    by = ""
    own = None

    def __init__(self, logbook: "Logbook", mark: "Mark", phone: Phone, *, start_of_test: bool) -> None:
        self._logbook = logbook
        self._mark = mark
        self._phone = phone
        self._start_of_test = start_of_test
        self._lines: list[LogLine] = []
        self._first: News | None = None
        self._torn = False

    def look(self, deadline: Deadline) -> list[LogLine]:
        """One download. A line that has dropped out of the phone's store since an earlier look is still there."""
        news = self._logbook.since(self._mark.phone_time, deadline, start_of_test=self._start_of_test)
        if self._first is None or not self._first.log:
            self._first = news
        joined = joined_at(self._lines, news.lines)
        if self._lines:
            self._torn = self._torn or joined == len(self._lines)
        elif not news.whole:
            self._torn = self._torn or news.log[:1] != self._first.log[:1]
        self._lines = [*self._lines[:joined], *news.lines]
        return self._lines

    def rounds(self, deadline: Deadline) -> Iterator[int]:
        """The polling schedule."""
        yield from polling(deadline)

    def gap(self) -> str:
        """Judged by the log itself; where that is not enough the phone is asked for its up-time and log format."""
        lost = lost_before(self._lines)
        if lost or self._first is None:
            return lost
        if self._torn:
            return "lines dropped out of the phone's full store between two looks, or it was cleared"
        return "" if self._first.whole else self._not_back_to_the_mark(self._first.log)

    def _not_back_to_the_mark(self, log: Sequence[LogLine]) -> str:
        deadline = Deadline(_LIMIT, "the look at the phone's up-time")
        form = self._form(deadline)
        if form != _DATED:
            return f"with log.render.type={form} its lines have no date and second to judge them by ({_DATED} has)"
        began_empty = self._logbook.was_empty(self._mark, start_of_test=self._start_of_test)
        if began_empty and sum(len(str(line)) for line in log) < SMALLEST_STORE:
            return ""
        if log and _BANNER.search(log[0].text):
            # Nothing has dropped out since that boot.
            return "" if self._booted_before(deadline) else "the phone has booted since, and its log begins there"
        begins = f"begins at {log[0].time}" if log else "is empty"
        return f"the log {begins}: what was written before has dropped out of the phone's store, or was cleared"

    def _form(self, deadline: Deadline) -> str:
        name = "log.render.type"
        try:
            return self._phone.config.get([name], deadline)[name].value or _DATED
        except UsageError:
            return _DATED

    def _booted_before(self, deadline: Deadline) -> bool:
        try:
            uptime = self._phone.info.device(deadline).uptime
        except PathMissing:
            return False
        if uptime is None:
            return False
        # Phones count whole seconds, and the Date header that their clock is known by does as well.
        booted = self._phone.transport.clock.now_utc() - timedelta(seconds=uptime + 2)
        return booted <= self._mark.phone_time


class SyslogTail:
    """Follows what the phone's syslog brings; its lines count by their arrival here, whatever time they carry.

    Args:
        ear: What is heard of the phone.
        own: The phone's own log, for a second opinion.
    """

    def __init__(self, ear: "Ear", mark: "Mark", own: WebTail) -> None:
        self._ear = ear
        self._mark = mark
        self._own = own

    @property
    def by(self) -> str:
        return f"by syslog over {self._ear.transport.upper()}"

    @property
    def own(self) -> WebTail | None:
        return self._own

    def look(self, deadline: Deadline) -> list[LogLine]:
        """What has come since the mark; nothing is asked of the phone."""
        del deadline
        return self._ear.lines(self._mark.at)

    def rounds(self, deadline: Deadline) -> Iterator[int]:
        """The polling schedule; a line that comes ends a pause early."""
        yield from rounds([self._ear.bell], deadline)

    def gap(self) -> str:
        """Judged by what came; UDP never proves that something did not."""
        lost = lost_before(self._ear.lines(self._mark.at))
        if lost:
            return lost
        if self._ear.overflowed(self._mark.at):
            return "more lines came than are kept"
        if self._ear.transport == "udp":
            return "syslog over UDP may lose lines"
        if self._ear.broken(self._mark.at):
            return "its syslog connection broke"
        return "" if self._ear.heard else "no line at all has come by syslog"


def joined_at(before: Sequence[LogLine], now: Sequence[LogLine]) -> int:
    """Where ``now`` goes on in ``before``, of which the oldest lines may be gone; its length where they share none."""
    for start in range(len(before)):
        shared = before[start:]
        if len(shared) <= len(now) and shared == now[: len(shared)]:
            return start
    return len(before)


def lost_before(lines: Sequence[LogLine]) -> str:
    """What the phone itself says to have lost (the ``missed`` field of the facts); empty when nothing."""
    first = next((line for line in lines if line.missed), None)
    if first is None:
        return ""
    return f"the phone says that it lost {first.missed} line{'' if first.missed == 1 else 's'} before '{first}'"
