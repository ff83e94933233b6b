"""When a call began, as a test says it: a time of day or a mark, on the phone's own clock."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import UsageError
from PolyLibrary.session.phone_session import Mark, PhoneSession

TOLERANCE = 5.0
"""Seconds by which a call's beginning may differ: phones write whole seconds, and a dialled call takes a moment."""

_DAY = 24 * 3600
_TIME = re.compile(r"\s*(\d{1,2}):(\d\d)(?::(\d\d))?\s*\Z")


@dataclass(frozen=True)
class When:
    """A time of day on the phone's clock.

    Args:
        text: As an error shows it.
        begins: Seconds since midnight.
        lasts: Seconds: 60 where only the minute is said.
    """

    text: str
    begins: float
    lasts: float = 0.0

    def fits(self, moment: datetime | None) -> bool:
        """Whether a moment on the phone's clock is this one, within the tolerance and on whatever day."""
        if moment is None:
            return False
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        after = ((moment - midnight).total_seconds() - self.begins + TOLERANCE) % _DAY
        return after <= self.lasts + 2 * TOLERANCE

    def __str__(self) -> str:
        return self.text


def time_of_day(text: str) -> When:
    """``14:05`` (that minute) or ``14:05:30``.

    Raises:
        UsageError: It is no time of day.
    """
    match = _TIME.match(text)
    hour, minute, second = (int(part or 0) for part in match.groups()) if match else (24, 0, 0)
    if match is None or hour > 23 or minute > 59 or second > 59:
        raise UsageError(
            f"at={text} is no time of day.",
            hint="write at=14:05 or at=14:05:30, in the phone's own time, or a mark of Mark Moment: at=${mark}.",
        )
    lasts = 60.0 if match[3] is None else 0.0
    return When(text.strip(), hour * 3600 + minute * 60 + second, lasts)


def time_of_mark(session: PhoneSession, mark: Mark, deadline: Deadline) -> When:
    """The phone's own time of day at a mark."""
    offset: timedelta = session.logbook.local_offset(deadline)
    local = (mark.phone_time + offset).replace(tzinfo=None)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return When(f"{local:%H:%M:%S} (the mark)", (local - midnight).total_seconds())
