"""The phone's clock, learned from the Date header of its answers.

A header gives whole seconds, so one answer places the phone's clock within a second and the time of the
exchange. Each further answer narrows that interval; one that contradicts it (the clock was set) starts anew.
"""

import calendar
import re
import time
from datetime import UTC, datetime, timedelta

_DATE = re.compile(r"\s*\w{3},\s*(\d{1,2}) (\w{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (?:GMT|UTC)\s*\Z", re.IGNORECASE)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}


def parse_date(text: str) -> float | None:
    """A Date header (``MON, 04 FEB 2013 16:43:03 GMT``, any case) as seconds since 1970; None if it is none."""
    match = _DATE.match(text)
    if match is None:
        return None
    month = _MONTHS.get(match[2].lower())
    day, year, hour, minute, second = (int(match[n]) for n in (1, 3, 4, 5, 6))
    if month is None or not (1 <= day <= 31 and year >= 1970 and hour < 24 and minute < 60 and second <= 60):
        return None
    return float(calendar.timegm((year, month, day, hour, minute, second)))


class PhoneClock:
    """How far the phone's clock is from ours, as an interval in seconds."""

    def __init__(self) -> None:
        self._low = 0.0
        self._high = 0.0
        #: Whether any answer told the phone's time yet; until then our own clock stands in.
        self.known = False

    @property
    def offset(self) -> tuple[float, float]:
        """The phone's clock minus ours: lower and upper bound in seconds."""
        return self._low, self._high

    def saw(self, date: str | None, sent: float, received: float) -> None:
        """Learn from one answer: its Date header, and when it was asked for and came (``time.time()``)."""
        stamp = parse_date(date) if date else None
        if stamp is None:
            return
        low, high = stamp - received, stamp + 1.0 - sent
        if self.known and max(low, self._low) <= min(high, self._high):
            low, high = max(low, self._low), min(high, self._high)
        self._low, self._high, self.known = low, high, True

    def now_utc(self) -> datetime:
        """The phone's time now, UTC, at the earliest: nothing that happens from now on has an older stamp."""
        return datetime.fromtimestamp(0, UTC) + timedelta(seconds=time.time() + self._low)
