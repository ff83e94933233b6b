"""Times as phones write them: up-times, call durations, local stamps without a zone."""

import re
from datetime import datetime

_UPTIME = re.compile(r"\s*(?:(\d{1,6})\s*(?:days?\s+|\.))?(\d{1,4}):(\d{1,2}):(\d{1,2})\s*\Z", re.IGNORECASE)
_UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
_PART = re.compile(
    r"\s*,?\s*(\d{1,9})\s*(d(?:ays?)?|h(?:ours?|rs?)?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?)\b\.?", re.IGNORECASE
)


def parse_uptime(text: str) -> int | None:
    """``0 Day 2:26:00``, ``20 Days 16:11:42``, ``1 day 1:41:50`` or ``3.02:24:46`` in seconds; None if neither."""
    match = _UPTIME.match(text)
    if match is None:
        return parse_duration(text)
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def parse_duration(text: str) -> int | None:
    """``39 secs``, ``4 mins 49 secs``, ``0 days, 3 hours, 8 minutes, 56 seconds`` in seconds; None if it is none."""
    total, at = 0, 0
    while match := _PART.match(text, at):
        total += int(match[1]) * _UNITS[match[2][0].lower()]
        at = match.end()
    return total if at and not text[at:].strip() else None


def parse_local(text: str) -> datetime | None:
    """``2022-10-11T17:28:46``, the phone's local time without a zone; None when it is empty or none."""
    try:
        stamp = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return stamp.replace(tzinfo=None)
