"""Date and time as the status bar writes them, by the phone's own settings.

The forms of the format parameter are from memory; the default, such as ``Mon, Nov 23``, is the sheet's sample.
"""

from collections.abc import Callable
from datetime import datetime

from PolyLibrary.emulator.gui.data import entry

HOURS = "lcl.datetime.time.24HourClock"
FORMAT = "lcl.datetime.date.format"
LONG = "lcl.datetime.date.longFormat"
_DIGITS = {
    "DD/MM/YY": "%d/%m/%y",
    "DD/MM/YYYY": "%d/%m/%Y",
    "MM/DD/YY": "%m/%d/%y",
    "MM/DD/YYYY": "%m/%d/%Y",
    "YY/MM/DD": "%y/%m/%d",
    "YYYY-MM-DD": "%Y-%m-%d",
}
Setting = Callable[[str], str]
"""The value in force of a parameter."""


def clock_time(moment: datetime, setting: Setting) -> str:
    """``16:05``, or ``4:05 PM`` on the 12-hour clock."""
    if setting(HOURS) != "0":
        return f"{moment:%H:%M}"
    return f"{moment.hour % 12 or 12}:{moment:%M} {'AM' if moment.hour < 12 else 'PM'}"


def date_text(moment: datetime, setting: Setting) -> str:
    """``Mon, Nov 23``, ``Monday, 23 November``, ``23/11/2026``: by format and length."""
    form = setting(FORMAT)
    if form in _DIGITS:
        return f"{moment:{_DIGITS[form]}}"
    size = " long" if setting(LONG) == "1" else ""
    day, month = entry(f"weekdays{size}")[moment.weekday()], entry(f"months{size}")[moment.month - 1]
    return f"{day}, {moment.day} {month}" if form == "D,dM" else f"{day}, {month} {moment.day}"
