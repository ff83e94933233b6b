"""The whole picture as widgets: content, pop-up, status bar, soft keys, message."""

from functools import partial

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.navigation import Navigation, Notice
from PolyLibrary.emulator.gui.screens.parts import date, party, state_text, timer
from PolyLibrary.emulator.gui.widgets import Box, Scene, Widget

MOST_COUNT = 99
NOTICE_HEIGHT = 76
BAR_HEIGHT = 10


def compose(nav: Navigation) -> Scene:
    """Everything that is on the screen now; cheap, nothing is drawn."""
    top = nav.top
    pages = top.soft_key_pages()
    labels = tuple(tuple("" if key is None else key.label for key in page) for page in pages)
    if nav.booting:
        background = Widget("box", nav.panel.whole, "background", name="background")
        return Scene(top.name, top.title(), (background, *top.widgets()), labels)
    widgets = [Widget("box", nav.panel.content, "background", name="background"), *nav.under.widgets()]
    if nav.popups:
        widgets += top.widgets()
    widgets += _status_bar(nav)
    widgets += _soft_keys(nav, top.page)
    if nav.notice is not None:
        widgets += _notice(nav, nav.notice)
    return Scene(top.name, top.title(), tuple(widgets), labels, top.page)


def _status_bar(nav: Navigation) -> list[Widget]:
    panel, now = nav.panel, nav.port.now()
    clock = text("clock", date=date(now), time=f"{now:%H:%M}")
    result = [
        Widget("box", panel.status, "status", name="status bar", solid=True),
        Widget("label", panel.clock, "status.clock", clock, name="clock", value=f"{now:%H:%M}"),
    ]
    missed = nav.port.missed_count()
    if missed > 0:
        count = str(missed) if missed <= MOST_COUNT else f"{MOST_COUNT}+"
        result.append(
            Widget(
                "icon",
                panel.icon_slot("missed"),
                "status.icon",
                icon="missed",
                badge=count,
                name="missed",
                value=str(missed),
                press=partial(nav.show_recent, "Missed"),
            )
        )
    return [*result, _corner(nav)]


def _corner(nav: Navigation) -> Widget:
    call = nav.current_call()
    if call is not None and not nav.under.of_call:
        return Widget(
            "call bar",
            nav.panel.corner,
            "call bar",
            party(call),
            timer(call) or state_text(call),
            "handset",
            name="call bar",
            value=call.key,
            press=nav.show_call if not nav.popups else None,
        )
    lines = nav.port.lines()
    own = nav.line_label(lines[0].key) if lines else ""
    return Widget("label", nav.panel.corner, "status.number", own, name="own number")


def _soft_keys(nav: Navigation, page: int) -> list[Widget]:
    panel = nav.panel
    result = [Widget("box", panel.soft_keys, "soft keys", name="soft key row", solid=True)]
    for cell, key in enumerate(nav.top.soft_key_pages()[page]):
        if key is not None:
            result.append(
                Widget(
                    "soft key",
                    panel.soft_key(cell),
                    "soft key",
                    key.label,
                    name=key.name,
                    index=cell + 1,
                    press=partial(nav.run, key.name),
                )
            )
    return result


def _notice(nav: Navigation, notice: Notice) -> list[Widget]:
    content = nav.panel.content
    across = nav.panel.popup.left - content.left
    middle = content.centre[1]
    box = Box(
        content.left + across,
        middle - NOTICE_HEIGHT // 2,
        content.right - across,
        middle + NOTICE_HEIGHT // 2,
    )
    frame = Widget("notice", box, "notice", notice.text, name="notice", solid=True, press=nav.dismiss)
    if notice.level is None:
        return [frame]
    track = Box(box.left + 30, box.bottom - 24, box.right - 30, box.bottom - 24 + BAR_HEIGHT)
    filled = track._replace(right=track.left + round(track.width * notice.level))
    # Both stand inside the frame, which takes the touch for them.
    bars = [Widget("box", track, "bar.track", name="level")]
    if filled.width:
        bars.append(Widget("box", filled, "bar.filled", name="level filled"))
    return [
        Widget("notice", box, "notice.level", notice.text, name="notice", solid=True, press=nav.dismiss),
        *bars,
    ]
