"""Lists: a title, rows, one of them selected, a scroll bar. Only a row that is shown can be selected."""

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PolyLibrary.emulator.gui.screens.base import Direction, Screen, Swipe
from PolyLibrary.emulator.gui.screens.parts import title_row
from PolyLibrary.emulator.gui.widgets import Box, Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


FLICK = 50
"""Milliseconds; after a swipe that was over sooner a list runs on as far again as the finger went (emulator). The
published swipes take 100 and move a list by their own length."""


class Row(NamedTuple):
    """One row of a list; ``value`` is what stands behind the text, such as the number behind a name."""

    text: str
    detail: str = ""
    icon: str = ""
    value: str = ""


class ListScreen(Screen):
    """Base of the list screens. A tap selects a row; soft keys and Select act on the selected one."""

    transient = True
    numbered = False
    """Whether the rows have numbers; a digit then picks the n-th, and a tap opens what it touches."""

    def __init__(self, nav: "Navigation") -> None:
        super().__init__(nav)
        self._at = 0
        self._top = 0

    @abstractmethod
    def count(self) -> int:
        """How many rows there are, shown or not."""

    @abstractmethod
    def row(self, number: int) -> Row:
        """One row, 0 for the first; asked only for those that are shown."""

    def empty_text(self) -> str:
        return ""

    def detail(self) -> str:
        """Right end of the title row."""
        return ""

    def has_choice(self) -> bool:
        return self.count() > 0

    def selected(self, count: int) -> int:
        """The selected row, 0 for the first; -1 when there is none."""
        return min(self._at, count - 1)

    def choose(self, number: int) -> None:
        self._at = number

    def widgets(self) -> list[Widget]:
        panel, count = self.nav.panel, self.count()
        result = [title_row(panel, self.title(), self.detail())]
        area = panel.content._replace(top=panel.content.top + panel.list.title)
        if count == 0:
            result.append(Widget("label", area, "empty", self.empty_text(), name="empty"))
            return result
        first, at = self._first(count), self.selected(count)
        bar = self._scroll_bar(area, count, first)
        rows = area._replace(right=bar[0].box.left) if bar else area
        for place in range(min(panel.list.rows, count - first)):
            number = first + place
            row = self.row(number)
            result.append(
                Widget(
                    "row",
                    rows.band(place * panel.list.row, panel.list.row),
                    "row.selected" if number == at else "row",
                    row.text,
                    row.detail,
                    row.icon,
                    lead=f"{number + 1}." if self.numbered else "",
                    value=row.value,
                    index=number + 1,
                    selected=number == at,
                    press=partial(self._tap, number),
                )
            )
        return result + bar

    def _scroll_bar(self, area: Box, count: int, first: int) -> list[Widget]:
        shown = self.nav.panel.list.rows
        if count <= shown:
            return []
        track = area._replace(left=area.right - self.nav.panel.list.scroll_bar)
        size = max(8, track.height * shown // count)
        top = (track.height - size) * first // (count - shown)
        return [
            Widget("box", track, "scroll.track", name="scroll bar"),
            Widget("box", track.band(top, size), "scroll.thumb", name="scroll thumb"),
        ]

    def _tap(self, number: int) -> None:
        self.choose(number)
        if self.numbered:
            self.select()

    def _first(self, count: int) -> int:
        """The topmost row shown, such that the selected one is in view."""
        shown, at = self.nav.panel.list.rows, max(0, self.selected(count))
        top = min(max(0, self._top), max(0, count - shown))
        return max(min(top, at), at - shown + 1)

    def _scroll(self, step: int) -> None:
        count, shown = self.count(), self.nav.panel.list.rows
        self._top = min(max(0, self._first(count) + step), max(0, count - shown))
        at = self.selected(count)
        if count:
            self.choose(min(max(at, self._top), self._top + shown - 1))

    def move(self, direction: Direction) -> None:
        count = self.count()
        wanted = self.selected(count) + {"up": -1, "down": 1}.get(direction, 0)
        self._top = self._first(count)
        if 0 <= wanted < count:
            self.choose(wanted)
            self._top = self._first(count)

    def digit(self, digit: str) -> None:
        if digit == "#":
            self._scroll(self.nav.panel.list.rows)
        elif self.numbered and digit.isdigit() and 1 <= int(digit) <= self.count():
            self._tap(int(digit) - 1)

    def swipe(self, swipe: Swipe) -> None:
        if swipe.direction in {"up", "down"}:
            far = swipe.pixels * (2 if swipe.milliseconds < FLICK else 1)
            rows = max(1, round(far / self.nav.panel.list.row))
            self._scroll(rows if swipe.direction == "up" else -rows)
