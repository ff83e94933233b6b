"""Home: the grid of tiles; where a panel is too small for tiles, a list."""

from functools import partial
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui import softkeys
from PolyLibrary.emulator.gui.data import table, text
from PolyLibrary.emulator.gui.panels import Grid
from PolyLibrary.emulator.gui.screens.base import Direction, Swipe
from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row
from PolyLibrary.emulator.gui.screens.parts import page_dots, title_row
from PolyLibrary.emulator.gui.widgets import Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


class Home(ListScreen):
    """The cursor keys move a frame, digits pick the n-th entry."""

    numbered = True

    def __init__(self, nav: "Navigation") -> None:
        super().__init__(nav)
        tables = table("softkeys")
        own = tables["home_tiles_of"].get(nav.panel.name)
        self._names: list[str] = list(own or tables["home_tiles"])

    @property
    def name(self) -> str:
        return "home"

    def title(self) -> str:
        return text("home title")

    def key_set(self) -> str:
        return "home"

    def count(self) -> int:
        return len(self._names)

    def row(self, number: int) -> Row:
        entry = softkeys.command(self._names[number])
        return Row(entry.label, icon=entry.icon)

    def select(self) -> None:
        self.nav.run(self._names[self._at])

    def back(self) -> None:
        self.nav.home()

    # Tiles
    def widgets(self) -> list[Widget]:
        grid = self.nav.panel.tiles
        return super().widgets() if grid is None else self._tiles(grid)

    def _tiles(self, grid: Grid) -> list[Widget]:
        panel = self.nav.panel
        shown = self._at // grid.cells
        result = [title_row(panel, self.title())] if grid.top else []
        area = panel.content._replace(top=panel.content.top + grid.top)
        for place, name in enumerate(self._names[shown * grid.cells : (shown + 1) * grid.cells]):
            row, column = divmod(place, grid.columns)
            number = shown * grid.cells + place
            tile = softkeys.command(name)
            result.append(
                Widget(
                    "tile",
                    area.cell(column, row, grid.width, grid.height),
                    "tile.selected" if number == self._at else "tile",
                    tile.label,
                    icon=tile.icon,
                    name=name,
                    index=number + 1,
                    selected=number == self._at,
                    press=partial(self._tap, number),
                )
            )
        return result + page_dots(panel, -(-len(self._names) // grid.cells), shown)

    def move(self, direction: Direction) -> None:
        grid = self.nav.panel.tiles
        if grid is None:
            super().move(direction)
            return
        step = {"left": -1, "right": 1, "up": -grid.columns, "down": grid.columns}[direction]
        if 0 <= self._at + step < len(self._names):
            self._at += step

    def swipe(self, swipe: Swipe) -> None:
        grid = self.nav.panel.tiles
        if grid is None:
            super().swipe(swipe)
        elif swipe.direction == "left":
            self._page(grid.cells, 1)
        elif swipe.direction == "right":
            self._page(grid.cells, -1)

    def digit(self, digit: str) -> None:
        grid = self.nav.panel.tiles
        if digit == "#" and grid is not None:
            self._page(grid.cells, 1)
        else:
            super().digit(digit)

    def _page(self, cells: int, step: int) -> None:
        wanted = (self._at // cells + step) * cells
        if 0 <= wanted < len(self._names):
            self._at = wanted
