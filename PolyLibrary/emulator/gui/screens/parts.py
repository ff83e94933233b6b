"""Pieces that several screens share."""

from datetime import datetime
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import entry, known_text, text
from PolyLibrary.emulator.gui.datetimes import Setting, clock_time, date_text
from PolyLibrary.emulator.gui.panels import Panel
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.widgets import Box, Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

DOT = 5
DOT_PITCH = 12
"""Of a 480x272 panel."""

ANSWERED = frozenset(
    {"Connected", "CallHold", "CallHeld", "CallConference", "CallConfHold", "CallConfHeld"},
)


def page_dots(panel: Panel, pages: int, shown: int) -> list[Widget]:
    """The dots at the foot of the content; none for a single page."""
    if pages < 2:
        return []
    foot = panel.content.band(panel.content.height - panel.dots, panel.dots)
    size, pitch = min(panel.length(DOT), panel.dots), panel.length(DOT_PITCH)
    left = foot.centre[0] - (pages * pitch) // 2
    return [
        Widget(
            "box",
            foot.cell(0, 0, size, size)._replace(left=left + n * pitch, right=left + n * pitch + size),
            "dot.shown" if n == shown else "dot",
            name="page dot",
            selected=n == shown,
        )
        for n in range(pages)
    ]


def big_clock(nav: "Navigation", area: Box, look: str) -> list[Widget]:
    """Time and date in the middle of an area, the date only where it has room."""
    now, setting, panel = nav.port.now(), nav.port.setting, nav.panel
    high, low = (round(panel.fonts[size] * 1.4) for size in ("huge", "medium"))
    time, day = clock_time(now, setting), date_text(now, setting)
    if area.height < high + low:
        return [Widget("label", area, f"{look}.clock", time, name="big clock")]
    top = (area.height - high - low) // 2
    return [
        Widget("label", area.band(top, high), f"{look}.clock", time, name="big clock"),
        Widget("label", area.band(top + high, low), f"{look}.date", day, name="big date"),
    ]


def title_row(panel: Panel, title: str, detail: str = "") -> Widget:
    return Widget("label", panel.content.band(0, panel.list.title), "title", title, detail, name="title")


def duration(seconds: int) -> str:
    """``07:05``, from an hour on ``1:07:05``."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def moment_of(start: datetime, now: datetime, setting: Setting) -> str:
    """The time of today, else day and time, by the phone's clock settings."""
    time = clock_time(start, setting)
    return time if start.date() == now.date() else f"{entry('months')[start.month - 1]} {start.day}, {time}"


def state_text(call: CallView) -> str:
    """The state for a person; why a call failed, where that is known."""
    if call.state == "Disconnected" and call.reason:
        return known_text(f"reason {call.reason}") or call.reason
    return known_text(f"state {call.state}") or call.state


def timer(call: CallView) -> str:
    return duration(call.seconds) if call.state in ANSWERED else ""


def party(call: CallView) -> str:
    return call.name or call.number or text("state Dialtone")


def call_icon(call: CallView) -> str:
    if call.state == "Offering":
        return "bell" if call.ringing else "bell.silent"
    if call.state in {"CallHold", "CallConfHold"}:
        return "hold"
    if call.state in {"CallHeld", "CallConfHeld"}:
        return "held"
    if call.state == "Disconnected":
        return "hang up"
    return "handset" if call.state in ANSWERED else "outgoing"
