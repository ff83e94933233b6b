"""Grids of a map: equal cells in columns and rows, made into elements and regions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PolyLibrary.layout.parts import Joined, Part, cut_from
from PolyLibrary.layout.schema import GridSpec
from PolyLibrary.layout.things import Element, Source, Way
from PolyLibrary.terms import Region


@dataclass(frozen=True)
class Grid:
    """A grid that fits together.

    Attributes:
        touch: Whether a finger is a better way to its elements than a key.
        pictures: The file and the source of the picture of each element, as far as there are any.
    """

    name: str
    spec: GridSpec
    source: Source
    origin: str
    touch: bool
    pictures: Sequence[tuple[Path, str]]

    @property
    def cells(self) -> Sequence[Region]:
        """The boxes of the cells in the order in which they are filled; none where the grid has no place."""
        spec = self.spec
        if spec.box is None:
            return []
        left, top, right, bottom = spec.box
        columns = spec.columns or 1
        rows = spec.rows or 1
        across = (
            [(left + (right - left) * n // columns, left + (right - left) * (n + 1) // columns) for n in range(columns)]
            if isinstance(columns, int)
            else columns
        )
        down = [(top + (bottom - top) * n // rows, top + (bottom - top) * (n + 1) // rows) for n in range(rows)]
        if spec.down:
            return [Region(x[0], y[0], x[1], y[1]) for x in across for y in down]
        return [Region(x[0], y[0], x[1], y[1]) for y in down for x in across]

    @property
    def names(self) -> Sequence[str]:
        """The names of its elements."""
        if self.spec.names:
            return self.spec.names
        return [f"{self.name} {number}" for number in range(1, self._count + 1)]

    @property
    def _count(self) -> int:
        spec = self.spec
        return spec.count or len(self.cells) or len(spec.keys)

    def elements(self) -> Iterator[Element]:
        """Its elements: by number or name, and one for each label."""
        cells = self.cells
        for place, name in enumerate(self.names):
            yield self._element(name, place, cells[place] if place < len(cells) else None)
        for place, label in enumerate(self.spec.labels):
            box = cells[place] if place < len(cells) else None
            ways: tuple[Way, ...] = ("at", "text") if box else ("text",)
            yield Element(
                label.casefold(),
                ways,
                self.source,
                at=box.centre if box else None,
                text=label,
                within=box,
                box=box,
                on=tuple(self.spec.on),
                doc=self.spec.doc,
                origin=self.origin,
            )

    def regions(self) -> Iterator[tuple[str, Region]]:
        """Its cells as regions, where it wants them."""
        if self.spec.regions:
            yield from zip(self.names, self.cells, strict=False)

    def _element(self, name: str, place: int, box: Region | None) -> Element:
        spec = self.spec
        key = spec.keys[place] if place < len(spec.keys) else (spec.key or "").replace("{n}", str(place + 1))
        icon = spec.icons[place] if place < len(spec.icons) else ""
        ways: list[Way] = ["key"] if key else []
        if box is not None:
            ways.insert(0 if self.touch else len(ways), "at")
        ways += ["line"] if spec.line else []
        ways += ["icon"] if icon else []
        image, cut = self.pictures[place] if place < len(self.pictures) else (None, "")
        ways += ["image"] if image else []
        return Element(
            name,
            tuple(ways),
            self.source,
            at=box.centre if box else None,
            key=key,
            line=place + 1 if spec.line else None,
            image=image,
            image_source=cut,
            theme_tolerant=image is not None and spec.images[place].theme_tolerant,
            icon=icon,
            within=box if image else None,
            box=box,
            on=tuple(spec.on),
            doc=spec.doc,
            origin=self.origin,
        )


def grid_faults(name: str, found: Joined[GridSpec], model: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a grid: the field and a sentence."""
    spec = found.spec
    if spec.source is None:
        yield "", f"grid '{name}': 'source' is missing"
    if spec.box is None and not spec.key and not spec.keys:
        yield "", f"grid '{name}' has no place in the {model} map: give box, columns and rows, or keys"
    if spec.box is None and spec.key and not (spec.count or spec.names):
        yield "key", f"grid '{name}' has no cells: give count, or a box"
    if spec.box is None:
        return
    left, top, right, bottom = spec.box
    if left >= right or top >= bottom:
        yield "box", f"grid '{name}': {Region(*spec.box)} is empty: left < right and top < bottom"
        return
    columns = spec.columns if isinstance(spec.columns, int) else len(spec.columns or [0])
    room = columns * (spec.rows or 1)
    wanted = {"count": spec.count or 0, "names": len(spec.names), "keys": len(spec.keys)}
    wanted |= {"icons": len(spec.icons), "images": len(spec.images)}
    for field, number in wanted.items():
        if number > room:
            yield field, f"grid '{name}': {number} {field} for {room} cells"


def made(name: str, found: Joined[GridSpec], own: Part, *, touch: bool) -> Grid:
    """A grid without faults."""
    placed = found.fields.get("box", found.last)
    source = found.source(own)
    assert source is not None, "grid_faults has looked at it"
    part = found.fields.get("images", found.last)
    pictures = [
        (part.path.parent / each.file, cut_from(each, found.spec.source, part, own)) for each in found.spec.images
    ]
    return Grid(name, found.spec, source, placed.where("grids", name), touch, pictures)
