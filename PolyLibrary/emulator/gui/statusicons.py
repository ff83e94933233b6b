"""The icons of the status bar: each has its slot, and shows only what is the case."""

from functools import partial
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.widgets import Press, Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

MOST_COUNT = 99
LEAST_COUNTED = 16
"""Pixels below which an icon has no room for its count."""


def status_icons(nav: "Navigation") -> list[Widget]:
    """New voice messages, missed calls, Do Not Disturb, forwarding, warnings."""
    port = nav.port
    new = sum(mailbox.new for mailbox in port.mailboxes())
    lines = port.lines()
    forwarded = any(line.forwarded for line in lines)
    found = [
        _icon(nav, "voicemail", new, partial(nav.run, "messages")),
        _icon(nav, "missed", port.missed_count(), partial(nav.show_recent, "Missed")),
        _icon(nav, "dnd", int(port.do_not_disturb()), partial(nav.run, "dnd"), counted=False),
        _icon(nav, "forward", int(forwarded), partial(nav.run, "forward"), counted=False),
        _icon(nav, "warning", len(port.warnings()), partial(nav.run, "warnings"), counted=False),
    ]
    return [icon for icon in found if icon is not None]


def _icon(nav: "Navigation", name: str, count: int, press: Press, *, counted: bool = True) -> Widget | None:
    if count <= 0:
        return None
    counted = counted and nav.panel.icons.size >= LEAST_COUNTED
    badge = (str(count) if count <= MOST_COUNT else f"{MOST_COUNT}+") if counted else ""
    box = nav.panel.icon_slot(name)
    return Widget("icon", box, "status.icon", icon=name, badge=badge, name=name, value=str(count), press=press)
