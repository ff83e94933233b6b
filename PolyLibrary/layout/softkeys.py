"""Soft keys: which labels a screen shows, on which page, and where the cell of a label is."""

from dataclasses import dataclass

from PolyLibrary.names import fold
from PolyLibrary.terms import Point, Region


@dataclass(frozen=True)
class SoftKeySet:
    """The labels that one screen shows in one state.

    Attributes:
        name: The state: ``idle``, ``Connected``, ...
        pages: Labels from left to right as each page shows them, the key that turns the page included; an
            empty text is a blank cell.
    """

    screen: str
    name: str
    pages: tuple[tuple[str, ...], ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label once, in the order of the pages."""
        return tuple(dict.fromkeys(label for page in self.pages for label in page if label))

    def find(self, label: str) -> tuple[int, int] | None:
        """Page and cell of a label, both from 1; the first page that has it."""
        form = fold(label)
        for number, page in enumerate(self.pages, 1):
            for cell, shown in enumerate(page, 1):
                if shown and fold(shown) == form:
                    return number, cell
        return None


@dataclass(frozen=True)
class SoftKeyRow:
    """Where the soft keys are drawn: a row of equal cells, and the label that turns the page."""

    box: Region
    cells: int
    more: str
    source: str

    def cell(self, cell: int) -> Region:
        """The box of a cell, counted from 1 at the left."""
        width = (self.box.right - self.box.left) / self.cells
        left = self.box.left + width * (cell - 1)
        return Region(int(left), self.box.top, int(left + width), self.box.bottom)

    def centre(self, cell: int) -> Point:
        """The middle of a cell, counted from 1 at the left."""
        width = (self.box.right - self.box.left) / self.cells
        return Point(int(self.box.left + width * (cell - 0.5)), (self.box.top + self.box.bottom) // 2)


@dataclass(frozen=True)
class SoftKeyPlace:
    """Where a soft key is.

    Attributes:
        page: From 1, counted from the page that the screen opens with.
        pages: How many pages there are; after the last one the first comes again.
        cell: From 1 at the left; also the number of the hard key ``SoftKey<cell>`` below it.
        point: The middle of its cell.
        before: Where to touch first, one touch after another, to turn to its page.
        source: Where the place of the row comes from.
    """

    label: str
    page: int
    pages: int
    cell: int
    point: Point
    before: tuple[Point, ...]
    source: str
