"""The whole picture as widgets: content, pop-up, status bar, soft keys, message."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PolyLibrary.emulator.gui.data import table, text
from PolyLibrary.emulator.gui.datetimes import clock_time, date_text
from PolyLibrary.emulator.gui.navigation import Navigation, Notice
from PolyLibrary.emulator.gui.screens.parts import ANSWERED, call_icon, party, state_text, timer
from PolyLibrary.emulator.gui.softkeys import Command
from PolyLibrary.emulator.gui.statusicons import status_icons
from PolyLibrary.emulator.gui.widgets import Box, Scene, Widget

NOTICE_HEIGHT = 76
BAR_HEIGHT = 10
LEAST_CORNER = 60
"""Pixels below which the own number has no room beside the clock."""
LEAST_DATED = 100
"""Pixels below which the clock shows no date."""


def compose(nav: Navigation) -> Scene:
    """Everything that is on the screen now; cheap, nothing is drawn."""
    top = nav.top
    pages = top.soft_key_pages()
    width = nav.panel.soft_key(0).width
    labels = tuple(tuple("" if key is None else key.fitting(width) for key in page) for page in pages)
    if top.covers:
        background = Widget("box", nav.panel.whole, "background", name="background")
        widgets = [background, *top.widgets()]
        return Scene(top.name, top.title(), tuple(widgets), labels, ticking=top.ticking)
    layers = nav.layers
    widgets = [Widget("box", nav.panel.content, _background(nav), name="background")]
    titles = []
    for screen in layers:
        drawn = nav.focus.marked(screen, screen.widgets())
        titles += [widget for widget in drawn if not widget.box.height]
        widgets += [widget for widget in drawn if widget.box.height]
    widgets += _status_bar(nav, titles)
    shown = min(top.page, len(pages) - 1)
    widgets += _soft_keys(nav, pages[shown])
    if nav.notice is not None:
        widgets += _notice(nav, nav.notice)
    ticking = any(call.state in ANSWERED for call in nav.port.calls()) or any(screen.ticking for screen in layers)
    return Scene(top.name, top.title(), tuple(widgets), labels, shown, ticking)


def _background(nav: Navigation) -> str:
    """The look of the background that is chosen, where the panel has colour and the choice has a look."""
    model = "".join(letter for letter in nav.port.model() if letter.isalnum())
    look = f"background {nav.port.setting(f'bg.color.{model}.selection')}"
    return look if nav.panel.depth == "colour" and look in table("theme")["styles"] else "background"


def _status_bar(nav: Navigation, titles: list[Widget]) -> list[Widget]:
    """Clock, icons and own number; ``titles`` are those that the panel has no row for."""
    panel, now, setting = nav.panel, nav.port.now(), nav.port.setting
    time = clock_time(now, setting)
    result = [Widget("box", panel.status, "status", name="status bar", solid=True)]
    if panel.status_title is None or not titles:
        result += status_icons(nav)
        result += _corner(nav)
    else:
        result.append(replace(titles[-1], box=panel.status_title, look="status.title", solid=True))
    shown = text("clock", date=date_text(now, setting), time=time) if panel.clock.width > LEAST_DATED else time
    return [*result, Widget("label", panel.clock, "status.clock", shown, name="clock", value=time)]


def _corner(nav: Navigation) -> list[Widget]:
    call = nav.current_call() or next((call for call in nav.port.calls() if call.state == "Offering"), None)
    if call is not None and not nav.under.of_call:
        return [
            Widget(
                "call bar",
                nav.panel.corner,
                "call bar",
                party(call),
                timer(call) or state_text(call),
                call_icon(call),
                name="call bar",
                value=call.key,
                press=partial(nav.return_to, call) if not nav.popups else None,
            )
        ]
    if nav.panel.corner.width < LEAST_CORNER:
        return []
    lines = nav.port.lines()
    own = nav.line_label(lines[0].key) if lines else ""
    return [Widget("label", nav.panel.corner, "status.number", own, name="own number")]


def _soft_keys(nav: Navigation, page: Sequence[Command | None]) -> list[Widget]:
    panel = nav.panel
    result = [Widget("box", panel.soft_keys, "soft keys", name="soft key row", solid=True)]
    for cell, key in enumerate(page):
        if key is not None:
            box = panel.soft_key(cell)
            result.append(
                Widget(
                    "soft key",
                    box,
                    "soft key",
                    key.fitting(box.width),
                    name=key.name,
                    index=cell + 1,
                    press=partial(nav.run, key.name),
                )
            )
    return result


def _notice(nav: Navigation, notice: Notice) -> list[Widget]:
    panel, content = nav.panel, nav.panel.content
    across = panel.popup.left - content.left
    half = min(panel.length(NOTICE_HEIGHT), content.height) // 2
    middle = content.centre[1]
    box = Box(content.left + across, middle - half, content.right - across, middle + half)
    # What the frame cuts off must not look as if it were written so; it can be touched all the same.
    scrim = Widget("box", content, "scrim", name="notice scrim")
    if notice.level is None:
        return [scrim, Widget("notice", box, "notice", notice.text, name="notice", solid=True, press=nav.dismiss)]
    side, foot = panel.length(30), panel.length(24)
    track = Box(box.left + side, box.bottom - foot, box.right - side, box.bottom - foot + panel.length(BAR_HEIGHT))
    filled = track._replace(right=track.left + round(track.width * notice.level))
    # Both stand inside the frame, which takes the touch for them.
    bars = [Widget("box", track, "bar.track", name="level")]
    if filled.width:
        bars.append(Widget("box", filled, "bar.filled", name="level filled"))
    return [
        scrim,
        Widget("notice", box, "notice.level", notice.text, name="notice", solid=True, press=nav.dismiss),
        *bars,
    ]
