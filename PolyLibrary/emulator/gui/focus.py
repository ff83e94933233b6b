"""The focus: what the cursor keys have got to on screens that have no selection of their own.

Widgets that can be pressed are taken in reading order. It is drawn as a frame; Select presses what it stands on.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.widgets import Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.screens.base import Direction, Screen

FOCUSABLE = frozenset({"line", "row", "tile", "key", "label"})
SIDEWAYS = 3
"""How much more a pixel across the direction counts than one along it, when the nearest widget is looked for."""

Place = tuple[str, str, int]


class Focus:
    """Belongs to one screen at a time; another screen begins without focus."""

    def __init__(self) -> None:
        self._screen: Screen | None = None
        self._place: Place | None = None

    def clear(self) -> bool:
        """Take it away, as a finger does; True when there was one."""
        had, self._screen, self._place = self._screen is not None, None, None
        return had

    def stay(self, screen: "Screen") -> None:
        """Lose it when another screen is on top."""
        if self._screen is not screen:
            self.clear()

    def move(self, screen: "Screen", direction: "Direction") -> bool:
        """To the nearest widget that way; the first one when nothing had the focus. False at the edge."""
        places = _in_reading_order(screen.widgets())
        if not places:
            return False
        at = self._found(screen, places)
        target = places[0] if at is None else _nearest(at, places, direction)
        if target is None:
            return False
        self._screen, self._place = screen, _place(target)
        return True

    def press(self, screen: "Screen") -> bool:
        """Press what has the focus; False when nothing has it."""
        at = self._found(screen, screen.widgets())
        if at is None or at.press is None:
            return False
        at.press()
        return True

    def marked(self, screen: "Screen", widgets: list[Widget]) -> list[Widget]:
        """The widgets of a screen, with the focus drawn."""
        if self._screen is not screen:
            return widgets
        return [replace(widget, focused=True) if _place(widget) == self._place else widget for widget in widgets]

    def _found(self, screen: "Screen", widgets: Sequence[Widget]) -> Widget | None:
        if self._screen is not screen:
            return None
        return next((widget for widget in widgets if _place(widget) == self._place), None)


def _place(widget: Widget) -> Place:
    return widget.kind, widget.name if widget.kind not in {"line", "row"} else "", widget.index


def _in_reading_order(widgets: Sequence[Widget]) -> list[Widget]:
    found = [widget for widget in widgets if widget.kind in FOCUSABLE and widget.press is not None]
    return sorted(found, key=lambda widget: (widget.box.top, widget.box.left))


def _nearest(at: Widget, others: Sequence[Widget], direction: "Direction") -> Widget | None:
    x, y = at.box.centre

    def distance(widget: Widget) -> int | None:
        across, down = widget.box.centre[0] - x, widget.box.centre[1] - y
        along = {"left": -across, "right": across, "up": -down, "down": down}[direction]
        aside = abs(down) if direction in {"left", "right"} else abs(across)
        return along + SIDEWAYS * aside if along > 0 else None

    reachable = [(far, n, widget) for n, widget in enumerate(others) if (far := distance(widget)) is not None]
    return min(reachable)[2] if reachable else None
