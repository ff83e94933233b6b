"""Panel classes: where things stand on a screen of a given size, read from panels.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from PolyLibrary.emulator.gui.data import table
from PolyLibrary.emulator.gui.theme import SIZES, Depth, Theme
from PolyLibrary.emulator.gui.widgets import Box
from PolyLibrary.errors import NotPossible
from PolyLibrary.models import Model

ICON_SLOTS = ("voicemail", "missed", "dnd", "forward", "warning")


@dataclass(frozen=True)
class Grid:
    """Equal cells, counted from the left edge and from ``top``, pixels below the upper edge of the content."""

    columns: int
    rows: int
    width: int
    height: int
    top: int = 0

    @property
    def cells(self) -> int:
        return self.columns * self.rows


@dataclass(frozen=True)
class LineColumns:
    """The labels of the line keys: columns of (left, right), filled one after the other."""

    columns: tuple[tuple[int, int], ...]
    rows: int
    height: int
    top: int = 0

    @property
    def cells(self) -> int:
        return len(self.columns) * self.rows


@dataclass(frozen=True)
class IconSlots:
    """The fixed places of the status icons; ``centre`` is their y."""

    first: int
    pitch: int
    size: int
    centre: int


@dataclass(frozen=True)
class ListRows:
    """Title row and rows of a list, heights in pixels; without a height the title stands in the status bar."""

    title: int
    row: int
    rows: int
    scroll_bar: int


class Matches(NamedTuple):
    """Where a dialler lists the numbers that match: an area, and how many rows of which height."""

    area: Box
    rows: int
    height: int


@dataclass(frozen=True)
class Panel:
    """The geometry of one panel class, with the keys of one model."""

    name: str
    width: int
    height: int
    touch: bool
    depth: Depth
    scale: float
    fonts: Mapping[str, int]
    large: float
    status: Box
    clock: Box
    corner: Box
    status_title: Box | None
    icons: IconSlots
    content: Box
    soft_keys: Box
    soft_key_cells: int
    lines: LineColumns
    idle: Box | None
    tiles: Grid | None
    dots: int
    list: ListRows
    call_rows: int
    field_height: int
    keypad_share: tuple[int, int]
    keypad_columns: int
    keypad_rows: int
    popup_inset: tuple[int, int]
    dial_pad: bool = True
    """Whether the phone has a dial pad of its own."""

    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def whole(self) -> Box:
        return Box(0, 0, self.width, self.height)

    @property
    def popup(self) -> Box:
        across, down = self.popup_inset
        return self.content.inset(self.width // across, self.content.height // down)

    def length(self, pixels: float) -> int:
        """A length of the 480x272 panel on this one."""
        return round(pixels * self.scale)

    def theme(self, name: str, size: str) -> Theme:
        """How this panel looks: ``Classic`` or ``BroadSoft``, ``Normal`` or ``Large``."""
        known = table("theme")["themes"]
        factor = self.large if size == "Large" else 1.0
        pixels = tuple(round(self.fonts[size] * factor) for size in SIZES)
        return Theme(name if name in known else next(iter(known)), self.depth, pixels, self.scale)

    # Number and text entry
    @property
    def field(self) -> Box:
        """The field of a dialler: the uppermost part of the content."""
        return self.content.band(0, self.field_height)

    @property
    def erase_width(self) -> int:
        """Of the drawn key that deletes, at the right end of a field; none where there is no touch."""
        return self.content.width // 8 if self.touch else 0

    @property
    def keypad(self) -> Box:
        """The drawn dial pad, on panels with touch: below the field, its share of the width."""
        part, whole = self.keypad_share
        content = self.content
        right = content.left + content.width * part // whole
        return Box(content.left, self.field.bottom, right, content.bottom)

    @property
    def matches(self) -> Matches:
        """Beside the dial pad; where none is drawn, below the field. No row where the pad takes all."""
        content = self.content
        if not self.touch:
            area = content._replace(top=self.field.bottom)
            return Matches(area, area.height // self.list.row, self.list.row)
        area = self.keypad._replace(left=self.keypad.right, right=content.right)
        return Matches(area, self.keypad_rows if area.width else 0, area.height // self.keypad_rows)

    @property
    def form(self) -> tuple[Box, Box]:
        """Title and field of a screen with one field that has a title.

        The field is where that of every dialler is. The title stands beside a drawn pad, below the field where none
        is drawn, and above it in the same place where the pad takes the whole width.
        """
        if not self.touch:
            return self.content.band(self.field_height, self.list.title), self.field
        pad = self.keypad
        if pad.right < self.content.right:
            return pad._replace(left=pad.right, right=self.content.right).band(0, self.list.title), self.field
        half = self.field.height // 2
        return self.field.band(0, half), self.field.band(half, half)

    # Parts of the rest
    def call_row(self, number: int) -> Box:
        """One of the equal rows of a call screen; a pixel left over goes to the lower ones."""
        height, rows = self.content.height, self.call_rows
        top, bottom = number * height // rows, (number + 1) * height // rows
        return self.content.band(top, bottom - top)

    def popup_row(self, number: int, rows: int) -> Box:
        """One of the equal rows of a pop-up, inside its frame."""
        box = self.popup.inset(self.length(6), 1)
        top, bottom = number * box.height // rows, (number + 1) * box.height // rows
        return box.band(top, bottom - top)

    def line_cell(self, place: int) -> Box:
        """The label of a line key, 0 for the first of a page."""
        column, row = divmod(place, self.lines.rows)
        left, right = self.lines.columns[column]
        top = self.content.top + self.lines.top + row * self.lines.height
        return Box(left, top, right, top + self.lines.height)

    def soft_key(self, cell: int) -> Box:
        row = self.soft_keys
        return row.cell(cell, 0, row.width // self.soft_key_cells, row.height)

    def icon_slot(self, name: str) -> Box:
        """The hit box of a status icon: the whole slot, as high as the status bar."""
        slots = self.icons
        left = slots.first + ICON_SLOTS.index(name) * slots.pitch
        return Box(left, self.status.top, left + slots.pitch, self.status.bottom)


def _lines(data: Mapping[str, Any], keys: int | None, touch: bool, room: int) -> LineColumns:
    """Labels beside hard keys are as many as there are keys; drawn ones fill the panel."""
    columns = tuple((left, right) for left, right in data["columns"])
    rows, height, top = int(data["rows"]), int(data["height"]), int(data.get("top", 0))
    if keys == 0:
        return LineColumns((), 0, height, top)
    if keys is not None and not touch:
        rows = min(rows, -(-keys // len(columns)))
        tall = int(data.get("tall", height))
        height = tall if rows * tall <= room else height
    return LineColumns(columns, rows, height, top)


def _panel(name: str, data: Mapping[str, Any], line_keys: int | None, soft_keys: int | None) -> Panel:
    status, keypad, content = data["status"], data["keypad"], Box(*data["content"])
    return Panel(
        name=name,
        width=data["size"][0],
        height=data["size"][1],
        touch=data["touch"],
        depth=data["depth"],
        scale=data["scale"],
        fonts=data["fonts"],
        large=data["large"],
        status=Box(*status["box"]),
        clock=Box(*status["clock"]),
        corner=Box(*status["corner"]),
        status_title=Box(*status["title"]) if "title" in status else None,
        icons=IconSlots(**status["icons"]),
        content=content,
        soft_keys=Box(*data["soft_keys"]["box"]),
        soft_key_cells=soft_keys or data["soft_keys"]["cells"],
        lines=_lines(data["lines"], line_keys, data["touch"], content.height),
        idle=Box(*data["idle"]) if "idle" in data else None,
        tiles=Grid(**data["tiles"]) if "tiles" in data else None,
        dots=data["dots"],
        list=ListRows(**data["list"]),
        call_rows=data["call_rows"],
        field_height=data.get("field", content.height // 5),
        keypad_share=(keypad["share"][0], keypad["share"][1]),
        keypad_columns=keypad["columns"],
        keypad_rows=keypad["rows"],
        popup_inset=(data["popup_inset"][0], data["popup_inset"][1]),
    )


@lru_cache(maxsize=64)
def panel_for(
    width: int, height: int, *, touch: bool = True, line_keys: int | None = None, soft_keys: int | None = None
) -> Panel:
    """The panel class of this size, with the keys of a model; without them those of the class.

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
    return _panel(name, classes[name], line_keys, soft_keys)


def panel_of(model: Model) -> Panel:
    """The panel of a model.

    Raises:
        NotPossible: panels.yaml has no class for it.
    """
    width, height = model.screen
    panel = panel_for(width, height, touch=model.touch, line_keys=model.line_keys, soft_keys=model.soft_keys)
    return panel if "Dialpad1" in model.hard_keys else replace(panel, dial_pad=False)
