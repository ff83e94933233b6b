"""Lines: the drawn line keys. It is the idle screen while there is no call."""

from functools import partial
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import LineView
from PolyLibrary.emulator.gui.screens.base import Direction, Screen, Swipe
from PolyLibrary.emulator.gui.screens.parts import page_dots
from PolyLibrary.emulator.gui.softkeys import set_of_state
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
        return "idle" if call is None else set_of_state(call.state)

    def widgets(self) -> list[Widget]:
        shown = self._shown_page()
        first = shown * self.nav.panel.lines.cells + 1
        cells = [
            self._cell(line, line.key - first)
            for line in self.nav.port.lines()
            if 0 <= line.key - first < self.nav.panel.lines.cells
        ]
        return cells + page_dots(self.nav.panel, self._pages(), shown)

    def _cell(self, line: LineView, place: int) -> Widget:
        grid = self.nav.panel.lines
        column, row = divmod(place, grid.rows)
        box: Box = self.nav.panel.content.cell(column, row, grid.width, grid.height)
        look = line.state if line.registered or line.state != "idle" else "unregistered"
        return Widget(
            "line",
            box,
            f"line.{look}",
            line.label or line.number,
            icon={"idle": "line", "unregistered": "line.outline", "ringing": "bell", "held": "hold"}.get(
                look, "handset"
            ),
            name=line.state,
            value=line.number,
            index=line.key,
            press=partial(self.nav.press_line, line.key),
        )

    def _pages(self) -> int:
        highest = max((line.key for line in self.nav.port.lines()), default=1)
        return -(-highest // self.nav.panel.lines.cells)

    def _shown_page(self) -> int:
        return min(self._key_page, self._pages() - 1)

    def _turn(self, step: int) -> bool:
        wanted = self._shown_page() + step
        if not 0 <= wanted < self._pages():
            return False
        self._key_page = wanted
        return True

    def digit(self, digit: str) -> None:
        if self.nav.current_call() is None:
            self.nav.type_on_hook(digit)

    def move(self, direction: Direction) -> None:
        if direction in {"left", "right"}:
            self._turn(1 if direction == "right" else -1)

    def back(self) -> None:
        self.nav.show_call()

    def swipe(self, swipe: Swipe) -> None:
        # In a call the way back to it comes first (the right-to-left swipe of the FAQ's pair).
        if swipe.direction == "left" and self.nav.current_call() is not None:
            self.nav.show_call()
        elif swipe.direction in {"left", "right"}:
            self._turn(1 if swipe.direction == "left" else -1)
