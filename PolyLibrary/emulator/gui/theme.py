"""Colours, fonts and styles of theme.yaml."""

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from PolyLibrary.emulator.gui.data import HERE, table

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

Colour = tuple[int, int, int]

# The lookup of a coloured string is done once a style; painting only sees numbers.


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of widget is drawn; sizes in pixels."""

    font: str
    bold: bool
    ink: Colour
    detail: Colour
    align: Literal["left", "center", "right"]
    pad: int
    margin: tuple[int, int]
    radius: int
    place: Literal["left", "middle", "above", "slot"]
    icon: int
    icon_ink: Colour
    lines: int
    keep: Literal["start", "end"]
    """Which end of a text that is too long stays."""
    fill: tuple[Colour, Colour] | None = None
    outline: Colour | None = None
    caret: Colour | None = None
    veil: int = 0
    """Percent of darkness laid over what is below."""
    foot: int = 0
    """Pixels at the bottom that the text leaves free."""


@lru_cache(maxsize=128)
def colour(name: str) -> Colour:
    """A named or ``#rrggbb`` colour."""
    code = str(table("theme")["colours"].get(name, name)).lstrip("#")
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


@lru_cache(maxsize=128)
def style(look: str) -> Style:
    """The style of this name; KeyError when theme.yaml has none."""
    styles = table("theme")["styles"]
    entry: dict[str, Any] = {**styles["default"], **styles[look]}
    unknown = set(entry) - {field.name for field in fields(Style)}
    if unknown:
        raise KeyError(f"theme.yaml, style {look}: {', '.join(sorted(unknown))}")
    for name in ("ink", "detail", "icon_ink", "outline", "caret"):
        entry[name] = colour(entry[name]) if entry.get(name) else None
    fill = entry.get("fill")
    if fill:
        pair = fill if isinstance(fill, list) else [fill, fill]
        entry["fill"] = (colour(pair[0]), colour(pair[1]))
    entry["margin"] = tuple(entry["margin"])
    return Style(**entry)


def icon_ink(icon: str, default: Colour) -> Colour:
    name = table("theme")["icons"].get(icon)
    return colour(name) if name else default


@lru_cache(maxsize=32)
def font(size: str, bold: bool) -> "FreeTypeFont":
    """A font of the bundled family by the size's name in theme.yaml."""
    from PIL import ImageFont

    fonts = table("theme")["fonts"]
    file = HERE / "fonts" / fonts["bold" if bold else "regular"]
    return ImageFont.truetype(str(file), fonts["sizes"][size], layout_engine=ImageFont.Layout.BASIC)
