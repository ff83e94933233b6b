"""A finger on the panel: where it was put down, how long it stays, where it is lifted."""

from collections.abc import Callable

from PolyLibrary.emulator.gui.navigation import Navigation
from PolyLibrary.emulator.gui.screens.base import Direction, Swipe
from PolyLibrary.emulator.gui.widgets import Scene, Widget

SLACK = 10
"""A finger that moved further than this (pixels, either axis) did not tap; known."""
SWIPE = 60
"""Least length of a swipe; it must also be twice as long as its move along the other axis (emulator)."""
LONG = 1.0
"""Seconds after which a finger that stays presses long (emulator)."""

Point = tuple[int, int]


class Finger:
    """At most one finger is on the panel.

    Args:
        nav: The phone's open screens.
        scene: The scene that is shown at the moment of asking.
    """

    def __init__(self, nav: Navigation, scene: Callable[[], Scene]) -> None:
        self._nav = nav
        self._scene = scene
        self._start: Point | None = None
        self._target: Widget | None = None
        self._done = False

    def down(self, x: int, y: int) -> bool:
        """Put it down; True when there is something to press."""
        self._start, self._done = (x, y), False
        self._target = self._scene().at(x, y)
        self._nav.timers.start("finger", LONG, self.long)
        return self._target is not None

    def long(self) -> None:
        """It has stayed where it is for a second."""
        if self._start is None or self._done:
            return
        now = self._touched(*self._start)
        if now is not None and now.hold is not None:
            self._done = True
            self._nav.dismiss()
            now.hold()

    def up(self, x: int, y: int, milliseconds: int) -> bool:
        """Lift it; True when it has pressed something. It presses only where it was put down, without a drag."""
        start, self._start = self._start, None
        self._nav.timers.stop("finger")
        if start is None or self._done:
            return start is not None
        across, down = x - start[0], y - start[1]
        if max(abs(across), abs(down)) > SLACK:
            self._nav.dismiss()
            self._drag(across, down, milliseconds)
            return False
        now = self._touched(x, y)
        self._nav.dismiss()
        if now is None or now.press is None:
            return False
        now.press()
        return True

    def lift(self) -> None:
        """Whatever it was doing, it is gone."""
        self._start = None
        self._nav.timers.stop("finger")

    def _touched(self, x: int, y: int) -> Widget | None:
        """What the finger came down on, if it is still there and below the finger."""
        before, now = self._target, self._scene().at(x, y)
        if before is None or now is None:
            return None
        same = (before.kind, before.name, before.index, before.box) == (now.kind, now.name, now.index, now.box)
        return now if same else None

    def _drag(self, across: int, down: int, milliseconds: int) -> None:
        direction: Direction
        if abs(across) >= SWIPE and abs(across) >= 2 * abs(down):
            direction = "right" if across > 0 else "left"
            self._nav.top.swipe(Swipe(direction, abs(across), milliseconds))
        elif abs(down) >= SWIPE and abs(down) >= 2 * abs(across):
            direction = "down" if down > 0 else "up"
            self._nav.top.swipe(Swipe(direction, abs(down), milliseconds))
