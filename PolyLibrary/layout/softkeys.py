"""Soft keys: which labels a screen shows, on which page, and where the cell of a label is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from PolyLibrary.names import fold
from PolyLibrary.terms import CallState, Point, Region

CallRule = frozenset[str]
"""States of calls that are there together; ``Idle`` alone is no call at all."""


@dataclass(frozen=True)
class SoftKeySet:
    """The labels that one screen shows in one state.

    Attributes:
        name: The state: ``idle``, ``Connected``, ...
        pages: Labels from left to right as each page shows them, the key that turns the page included; an
            empty text is a blank cell. They are the map's own words: English, not shortened.
        calls: The calls with which it is shown, one of these; empty where calls do not tell.
        rare: Whether other sets are likelier where nothing tells the screen.
    """

    screen: str
    name: str
    pages: tuple[tuple[str, ...], ...]
    calls: tuple[CallRule, ...] = ()
    rare: bool = False

    def fits(self, states: Collection[str]) -> bool:
        """Whether the calls say that it can be shown, with calls in these states (none: no call)."""
        there = frozenset(states) or {CallState.IDLE.value}
        return any(rule <= there for rule in self.calls)

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
    labels: Mapping[str, str] = field(default_factory=dict)

    def shown(self, label: str) -> str:
        """A label as this panel writes it: shortened where its cells are too narrow for it."""
        return self.labels.get(label, label)

    def cell(self, cell: int) -> Region:
        """The box of a cell, counted from 1 at the left."""
        width = (self.box.right - self.box.left) / self.cells
        left = self.box.left + width * (cell - 1)
        return Region(int(left), self.box.top, int(left + width), self.box.bottom)

    def centre(self, cell: int) -> Point:
        """The middle of a cell, counted from 1 at the left."""
        width = (self.box.right - self.box.left) / self.cells
        return Point(int(self.box.left + width * (cell - 0.5)), (self.box.top + self.box.bottom) // 2)


def laid_out(labels: Sequence[str], cells: int, more: str) -> tuple[tuple[str, ...], ...]:
    """The pages of soft keys given in one list.

    Up to as many as there are cells stand on one page. Of more the last cell of each page turns the page; what stands
    behind ``more`` in the list comes on a page of its own even where there is room (facts: geometry, soft keys).
    """
    at = labels.index(more) if more in labels else None
    if at is None and len(labels) <= cells:
        return (tuple(labels),)
    parts = (labels[:at], labels[at + 1 :]) if at is not None else (labels,)
    step = max(1, cells - 1)
    chunks = [part[start : start + step] for part in parts for start in range(0, len(part), step)]
    return tuple((*chunk, *[""] * (step - len(chunk)), more) for chunk in chunks)


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
