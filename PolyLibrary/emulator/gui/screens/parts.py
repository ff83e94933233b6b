"""Pieces that several screens share."""

from datetime import datetime

from PolyLibrary.emulator.gui.data import table, text
from PolyLibrary.emulator.gui.panels import Panel
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.widgets import Widget

DOT = 5
DOT_PITCH = 12

ANSWERED = frozenset(
    {"Connected", "CallHold", "CallHeld", "CallConference", "CallConfHold", "CallConfHeld"},
)


def page_dots(panel: Panel, pages: int, shown: int) -> list[Widget]:
    """The dots at the foot of the content; none for a single page."""
    if pages < 2:
        return []
    foot = panel.content.band(panel.content.height - panel.dots, panel.dots)
    left = foot.centre[0] - (pages * DOT_PITCH) // 2
    return [
        Widget(
            "box",
            foot.cell(0, 0, DOT, DOT)._replace(left=left + n * DOT_PITCH, right=left + n * DOT_PITCH + DOT),
            "dot.shown" if n == shown else "dot",
            name="page dot",
            selected=n == shown,
        )
        for n in range(pages)
    ]


def title_row(panel: Panel, title: str, detail: str = "") -> Widget:
    return Widget("label", panel.content.band(0, panel.list.title), "title", title, detail, name="title")


def duration(seconds: int) -> str:
    """``07:05``, from an hour on ``1:07:05``."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def date(moment: datetime) -> str:
    """``Mon, Nov 23``, whatever the locale of the machine is."""
    words = table("texts")
    return f"{words['weekdays'][moment.weekday()]}, {words['months'][moment.month - 1]} {moment.day}"


def moment_of(start: datetime, now: datetime) -> str:
    """The time of today, else the day."""
    if start.date() == now.date():
        return f"{start:%H:%M}"
    return f"{table('texts')['months'][start.month - 1]} {start.day}, {start:%H:%M}"


def state_text(call: CallView) -> str:
    """The state for a person; why a call failed, where that is known."""
    if call.state == "Disconnected" and call.reason:
        return call.reason
    known = table("texts").get(f"state {call.state}")
    return str(known) if known else call.state


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
