"""Home: the grid of tiles."""

from functools import partial
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui import softkeys
from PolyLibrary.emulator.gui.data import table, text
from PolyLibrary.emulator.gui.screens.base import Direction, Screen, Swipe
from PolyLibrary.emulator.gui.screens.parts import page_dots
from PolyLibrary.emulator.gui.widgets import Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


class Home(Screen):
    """Tiles with icon and label; the cursor keys move a frame, digits pick the n-th tile."""

    transient = True

    def __init__(self, nav: "Navigation") -> None:
        super().__init__(nav)
        self._at = 0

    @property
    def name(self) -> str:
        return "home"

    def title(self) -> str:
        return text("home title")

    def key_set(self) -> str:
        return "home"

    def has_choice(self) -> bool:
        return True

    @property
    def _tiles(self) -> list[str]:
        return list(table("softkeys")["home_tiles"])

    def widgets(self) -> list[Widget]:
        grid, tiles = self.nav.panel.tiles, self._tiles
        shown = self._at // grid.cells
        result = []
        for place, name in enumerate(tiles[shown * grid.cells : (shown + 1) * grid.cells]):
            row, column = divmod(place, grid.columns)
            number = shown * grid.cells + place
            tile = softkeys.command(name)
            result.append(
                Widget(
                    "tile",
                    self.nav.panel.content.cell(column, row, grid.width, grid.height),
                    "tile.selected" if number == self._at else "tile",
                    tile.label,
                    icon=tile.icon,
                    name=name,
                    index=number + 1,
                    selected=number == self._at,
                    press=partial(self.nav.run, name),
                )
            )
        return result + page_dots(self.nav.panel, -(-len(tiles) // grid.cells), shown)

    def select(self) -> None:
        self.nav.run(self._tiles[self._at])

    def digit(self, digit: str) -> None:
        if digit.isdigit() and 1 <= int(digit) <= len(self._tiles):
            self.nav.run(self._tiles[int(digit) - 1])

    def move(self, direction: Direction) -> None:
        columns = self.nav.panel.tiles.columns
        step = {"left": -1, "right": 1, "up": -columns, "down": columns}[direction]
        if 0 <= self._at + step < len(self._tiles):
            self._at += step

    def back(self) -> None:
        self.nav.home()

    def swipe(self, swipe: Swipe) -> None:
        cells = self.nav.panel.tiles.cells
        if swipe.direction == "left" and (self._at // cells + 1) * cells < len(self._tiles):
            self._at = (self._at // cells + 1) * cells
        elif swipe.direction == "right" and self._at >= cells:
            self._at = (self._at // cells - 1) * cells
