"""The phone's own log, judged from a moment on."""

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import LabError, PathMissing, PolyError
from PolyLibrary.phone.log import LogLine
from PolyLibrary.phone.phone import Phone
from PolyLibrary.terms import Point

if TYPE_CHECKING:
    from PolyLibrary.session.logs.logtail import Tail
    from PolyLibrary.session.logs.syslogs import Ear
    from PolyLibrary.session.phone_session import Mark

_TOUCH = re.compile(r"\(x,y\)=\((-?\d+),(-?\d+)\), state = (\d+)")

AHEAD = timedelta(days=1)
"""How far a line's time may lie after the phone's clock as we know it."""

DEFAULT_LEVEL = 4
"""What a component lets through when nothing was configured (source: log.level.change.* of the facts)."""


@dataclass(frozen=True)
class Touch:
    """One touch that the log tells of: where, and when in the phone's clock."""

    point: Point
    time: str


@dataclass(frozen=True)
class News:
    """What one look at the log found since a moment.

    Attributes:
        lines: Written since then.
        whole: Whether the log reaches back to that moment, so that no line since then has dropped out.
        log: All that the phone has kept.
    """

    lines: list[LogLine]
    whole: bool
    log: Sequence[LogLine]


class Logbook:
    """Reads one phone's log and finds what was written since a moment.

    The lines carry local time with a resolution of one second. Lines of the very second of a mark count,
    unless they were read and remembered when the mark was set.

    Attributes:
        ear: Hears the phone's syslog, where the lab file asks for that; None elsewhere.
    """

    def __init__(self, name: str, phone: Phone) -> None:
        self._name = name
        self._phone = phone
        self._zone: timedelta | None = None
        self._offset: timedelta | None = None
        self._known: Counter[str] = Counter()
        self.ear: Ear | None = None
        self._emptied: float | None = None
        self._began_empty = False
        self._unread: PolyError | None = None

    def forget(self) -> None:
        """A new mark is set, and no line is known to be older than it."""
        self._known = Counter()
        self._began_empty = False
        self._unread = None
        # A test may have moved the phone to another time zone.
        self._offset = None

    def remember(self, deadline: Deadline) -> None:
        """What the log holds now is older than the mark that was just set.

        A phone that does not give it now can be used all the same: only its log since the mark cannot be judged.
        """
        try:
            lines = self.read(deadline)
        except PolyError as error:
            self._unread = error
            return
        self._known = Counter(str(line) for line in lines)
        self._began_empty = not lines

    def read(self, deadline: Deadline) -> list[LogLine]:
        """The whole log that the phone has kept."""
        return self._phone.log.read(deadline)

    def clear(self, deadline: Deadline) -> None:
        """Empty the phone's log."""
        self._phone.log.clear(deadline)
        self._emptied = time.monotonic()
        self._known = Counter()
        self._unread = None

    def was_empty(self, mark: "Mark", *, start_of_test: bool) -> bool:
        """Whether the log is known to have held nothing at a mark or some time before it."""
        return (start_of_test and self._began_empty) or (self._emptied is not None and self._emptied <= mark.at)

    def follow(self, mark: "Mark", *, start_of_test: bool = True) -> "Tail":
        """The lines since a mark, look after look: by syslog where that was heard then, else from the phone's log.

        Args:
            start_of_test: Whether the mark is the start of the test, for which old lines are remembered.
        """
        from PolyLibrary.session.logs.logtail import SyslogTail, WebTail

        own = WebTail(self, mark, self._phone, start_of_test=start_of_test)
        if self.ear is None or mark.at < self.ear.since:
            return own
        return SyslogTail(self.ear, mark, own)

    def since(self, moment: datetime, deadline: Deadline, *, start_of_test: bool = True) -> News:
        """One look: what was written since a moment of the phone's clock (UTC).

        Args:
            moment: In the phone's own clock, UTC.
            start_of_test: Whether the moment is the start of the test, for which old lines are remembered.

        Raises:
            LabError: Those of the start of the test could not be read then.
        """
        if start_of_test and self._unread is not None:
            raise LabError(
                f"{self._name}: its log could not be read when the test began: old lines cannot be told from new ones.",
                seen=self._unread.wanted,
                hint="let the test begin later, or judge from a mark: since= of Mark Moment.",
            )
        offset = self.local_offset(deadline)
        local = (moment + offset).replace(tzinfo=None, microsecond=0)
        log = self.read(deadline)
        latest = (self._phone.transport.clock.now_utc() + offset + AHEAD).replace(tzinfo=None)
        known = Counter(self._known) if start_of_test else Counter()
        lines: list[LogLine] = []
        whole = False
        for line in log:
            text = str(line)
            if known[text] > 0:
                known[text] -= 1
                whole = True
            elif self._is_since(line, local, latest):
                lines.append(line)
            else:
                # The oldest drop out first: who still has an older line has all of the newer ones.
                whole = whole or line.when is not None
        return News(lines, whole, log)

    @staticmethod
    def _is_since(line: LogLine, local: datetime, latest: datetime) -> bool:
        # Lines of the first second after a boot carry the time since boot; a boot after the mark is news, and an
        # older one cannot be told apart: such a line never proves anything. The others carry no year: a test that
        # runs over New Year's Eve sees January after December, and an old January is no news in August.
        moments = (line.moment(year) for year in range(local.year, latest.year + 1))
        return any(written is not None and local <= written <= latest for written in moments)

    def local_offset(self, deadline: Deadline) -> timedelta:
        """The phone's distance from UTC: what it says itself, else this machine's own zone."""
        if self._zone is not None:
            return self._zone
        if self._offset is None:
            try:
                sntp = self._phone.info.running_config(deadline).get("SNTP", {})
                self._offset = timedelta(seconds=float(sntp["GMTOffsetSeconds"]))
            except (PathMissing, KeyError, ValueError, TypeError):
                own = datetime.now(UTC).astimezone().utcoffset()
                self._offset = own if own is not None else timedelta()
        return self._offset

    def set_zone(self, offset: timedelta) -> None:
        """The lab file names the site's time zone: it wins."""
        self._zone = offset

    def level_of(self, component: str, deadline: Deadline) -> int:
        """The lowest level that is written for a component: the higher of its input and the output filter."""
        values = self._phone.config.get([f"log.level.change.{component}", "log.render.level"], deadline)
        levels = []
        for name, value in values.items():
            text = value.value or (str(DEFAULT_LEVEL) if name.startswith("log.level") else "1")
            levels.append(int(text) if text.isdigit() else DEFAULT_LEVEL)
        return max(levels)

    def touches(self, lines: Sequence[LogLine]) -> list[Touch]:
        """The presses among some lines (``state = 1`` of the pgui mouse lines; source: the FAQ)."""
        found = []
        for line in lines:
            match = _TOUCH.search(line.text)
            if match and match[3] == "1":
                found.append(Touch(Point(int(match[1]), int(match[2])), line.time))
        return found

    def tail(self, count: int, deadline: Deadline) -> list[str]:
        """The last lines as text, for evidence; what cannot be read is said in the first of those returned."""
        try:
            return [str(line) for line in self.read(deadline)[-count:]]
        except PolyError as error:
            heard = self.ear.lines()[-count:] if self.ear is not None else []
            why = f"{error.wanted.rstrip('.')}; by syslog it last said:" if heard else error.wanted
            return [f"(the log could not be read: {why})", *map(str, heard)]
