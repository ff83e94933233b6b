"""Panel classes: where things stand on a screen of a given size, read from panels.yaml."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PolyLibrary.emulator.gui.data import table
from PolyLibrary.emulator.gui.widgets import Box
from PolyLibrary.errors import NotPossible


@dataclass(frozen=True)
class Grid:
    """Equal cells, counted from the top left corner of the content."""

    columns: int
    rows: int
    width: int
    height: int

    @property
    def cells(self) -> int:
        return self.columns * self.rows


@dataclass(frozen=True)
class IconSlots:
    """The fixed places of the status icons; ``centre`` is their y."""

    first: int
    pitch: int
    size: int
    centre: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class ListRows:
    """Title row and rows of a list, heights in pixels."""

    title: int
    row: int
    rows: int
    scroll_bar: int


@dataclass(frozen=True)
class Panel:
    """The geometry of one panel class."""

    name: str
    width: int
    height: int
    touch: bool
    status: Box
    clock: Box
    corner: Box
    icons: IconSlots
    content: Box
    soft_keys: Box
    soft_key_cells: int
    lines: Grid
    tiles: Grid
    dots: int
    list: ListRows
    call_rows: int
    keypad_share: tuple[int, int]
    keypad_columns: int
    keypad_rows: int
    popup_inset: tuple[int, int]

    @property
    def whole(self) -> Box:
        return Box(0, 0, self.width, self.height)

    @property
    def popup(self) -> Box:
        across, down = self.popup_inset
        return self.content.inset(self.width // across, self.content.height // down)

    @property
    def keypad(self) -> Box:
        """The drawn dial pad: below the field, its share of the width."""
        part, whole = self.keypad_share
        content = self.content
        right = content.left + content.width * part // whole
        return Box(content.left, content.top + self.call_row(0).height, right, content.bottom)

    def call_row(self, number: int) -> Box:
        height = self.content.height // self.call_rows
        return self.content.band(number * height, height)

    def soft_key(self, cell: int) -> Box:
        row = self.soft_keys
        return row.cell(cell, 0, row.width // self.soft_key_cells, row.height)

    def icon_slot(self, name: str) -> Box:
        """The hit box of a status icon: the whole slot, as high as the status bar."""
        slots = self.icons
        left = slots.first + slots.names.index(name) * slots.pitch
        return Box(left, self.status.top, left + slots.pitch, self.status.bottom)


def _panel(name: str, data: dict[str, Any]) -> Panel:
    status, keypad = data["status"], data["keypad"]
    icons = dict(status["icons"])
    return Panel(
        name=name,
        width=data["size"][0],
        height=data["size"][1],
        touch=data["touch"],
        status=Box(*status["box"]),
        clock=Box(*status["clock"]),
        corner=Box(*status["corner"]),
        icons=IconSlots(**{**icons, "names": tuple(icons["names"])}),
        content=Box(*data["content"]),
        soft_keys=Box(*data["soft_keys"]["box"]),
        soft_key_cells=data["soft_keys"]["cells"],
        lines=Grid(**data["lines"]),
        tiles=Grid(**data["tiles"]),
        dots=data["dots"],
        list=ListRows(**data["list"]),
        call_rows=data["call_rows"],
        keypad_share=(keypad["share"][0], keypad["share"][1]),
        keypad_columns=keypad["columns"],
        keypad_rows=keypad["rows"],
        popup_inset=(data["popup_inset"][0], data["popup_inset"][1]),
    )


@lru_cache(maxsize=32)
def panel_for(width: int, height: int, *, touch: bool = True) -> Panel:
    """The panel class of this size.

    Raises:
        NotPossible: panels.yaml has no class for it.
    """
    name = f"{width}x{height}{'-touch' if touch else ''}"
    classes = table("panels")
    if name not in classes:
        raise NotPossible(
            f"No screen can be drawn for the panel class '{name}'.",
            hint=f"the emulator draws: {', '.join(sorted(classes))}.",
        )
    return _panel(name, classes[name])
