"""Lines: the drawn line keys. It is the idle screen while there is no call."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import LineView
from PolyLibrary.emulator.gui.screens.base import Direction, Screen, Swipe
from PolyLibrary.emulator.gui.screens.parts import big_clock, page_dots, title_row
from PolyLibrary.emulator.gui.screens.steps import key_set_of
from PolyLibrary.emulator.gui.widgets import Box, Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


class Lines(Screen):
    """The line keys, filled down the first column, then the next, with pages when they do not fit.

    Args:
        nav: The phone's open screens.
        root: False for the view that was swiped over a call and goes away with it.
    """

    of_call = True

    def __init__(self, nav: "Navigation", *, root: bool = True) -> None:
        super().__init__(nav)
        self._root = root
        self._key_page = 0

    @property
    def name(self) -> str:
        return "lines" if self.nav.port.calls() else "idle"

    def title(self) -> str:
        return text("idle title")

    def alive(self) -> bool:
        return self._root or self.nav.current_call() is not None

    def key_set(self) -> str:
        call = self.subject()
        return "idle" if call is None else key_set_of(self.nav, call)

    def widgets(self) -> list[Widget]:
        panel, lines = self.nav.panel, self.nav.port.lines()
        pages = self._pages(lines)
        shown = min(self._key_page, pages - 1)
        first = shown * panel.lines.cells + 1
        cells = [self._cell(line, line.key - first) for line in lines if 0 <= line.key - first < panel.lines.cells]
        dots = page_dots(panel, pages, shown)
        if panel.lines.top:
            dots.append(title_row(panel, self.title()))
        if panel.idle is None or any(_meet(cell.box, panel.idle) for cell in cells):
            return [*cells, *dots]
        return [*big_clock(self.nav, panel.idle, "idle"), *cells, *dots]

    def _cell(self, line: LineView, place: int) -> Widget:
        look = line.state if line.registered or line.state != "idle" else "unregistered"
        return Widget(
            "line",
            self.nav.panel.line_cell(place),
            f"line.{look}",
            line.label or line.number,
            icon=_icon(line, look),
            name=line.state,
            value=line.number,
            index=line.key,
            press=partial(self.nav.press_line, line.key),
        )

    def _pages(self, lines: Sequence[LineView]) -> int:
        cells = self.nav.panel.lines.cells
        return -(-max((line.key for line in lines), default=1) // cells) if cells else 1

    def _turn(self, step: int) -> None:
        last = self._pages(self.nav.port.lines()) - 1
        self._key_page = min(max(0, min(self._key_page, last) + step), last)

    def digit(self, digit: str) -> None:
        if self.nav.current_call() is None:
            self.nav.type_on_hook(digit)

    def hold_digit(self, digit: str) -> bool:
        """Held, 1 calls the voicemail (from memory)."""
        if digit == "1" and self.nav.current_call() is None:
            self.nav.run("messages")
            return True
        return False

    def move(self, direction: Direction) -> None:
        """Over the line keys; sideways past the last column the page turns."""
        if not self.nav.focus.move(self, direction) and direction in {"left", "right"}:
            self._turn(1 if direction == "right" else -1)

    def back(self) -> None:
        self.nav.show_call()

    def swipe(self, swipe: Swipe) -> None:
        # In a call the way back to it comes first (the right-to-left swipe of the FAQ's pair).
        if swipe.direction == "left" and self.nav.current_call() is not None:
            self.nav.show_call()
        elif swipe.direction in {"left", "right"}:
            self._turn(1 if swipe.direction == "left" else -1)


ICONS = {
    "idle": "line",
    "unregistered": "line.outline",
    "ringing": "bell",
    "held": "hold",
    "remote held": "hold",
    "dnd": "dnd",
    "unknown": "line.outline",
}
WATCHED = {"idle": "person", "unknown": "person.outline"}


def _meet(one: Box, other: Box) -> bool:
    return not (
        one.bottom <= other.top or one.right <= other.left or one.left >= other.right or one.top >= other.bottom
    )


def _icon(line: LineView, look: str) -> str:
    if line.kind == "speed dial":
        return "star"
    if line.kind == "blf" and look in WATCHED:
        return WATCHED[look]
    if line.forwarded and look == "idle":
        return "forward"
    return "line.shared" if line.shared and look == "idle" else ICONS.get(look, "handset")
