"""Colours, fonts and styles of theme.yaml, for one panel in one theme and font size."""

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from PolyLibrary.emulator.gui.data import HERE, table

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

Colour = tuple[int, int, int]
Depth = Literal["mono", "grey", "colour"]
SIZES = ("tiny", "small", "normal", "medium", "large", "huge")
DOTS = 8
"""Pixels of the dot font, the one below the line included."""
SCALED = ("pad", "radius", "icon", "foot")


class Face(NamedTuple):
    """A font at a size."""

    pixels: int
    bold: bool
    dots: bool = False
    """Of black and white dots: the one font of panels of one bit, which has one size and one weight."""


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of widget is drawn; sizes in pixels."""

    font: Face
    shrunk: tuple[Face, ...]
    """For a text that does not fit in ``font``, larger ones first."""
    fine: Face
    """For the detail."""
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
    plain: bool = False
    """Icons take ``icon_ink`` even where they have a colour of their own."""
    veil: int = 0
    """Percent of darkness laid over what is below."""
    foot: int = 0
    """Pixels at the bottom that the text leaves free."""


_WRITTEN = {field.name for field in fields(Style)} - {"fine", "shrunk"} | {"shrink"}


@dataclass(frozen=True, slots=True)
class Theme:
    """One look. Two themes that compare equal draw the same.

    Args:
        name: Of theme.yaml's themes; ``device.theme``.
        depth: Of the panel. Without colour the themes do not differ.
        sizes: Pixels of the six font sizes.
        scale: Of all other lengths, against a panel of 480x272.
    """

    name: str
    depth: Depth
    sizes: tuple[int, ...]
    scale: float

    def style(self, look: str) -> Style:
        """The style of this name; KeyError when theme.yaml has none."""
        return _style(self, look)

    def colour(self, name: str) -> Colour:
        """A named or ``#rrggbb`` colour."""
        code = str(_part(self, "colours").get(name, name)).lstrip("#")
        return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)

    def icon_ink(self, icon: str, look: Style) -> Colour:
        """The colour of an icon in a widget of this style."""
        name = None if look.plain else _part(self, "icons").get(icon)
        return self.colour(name) if name else look.icon_ink

    def face(self, size: str, *, bold: bool = False) -> Face:
        if self.depth == "mono":
            return Face(DOTS, bold=False, dots=True)
        return Face(self.sizes[SIZES.index(size)], bold)

    def length(self, pixels: float) -> int:
        """A length of the 480x272 panel on this one."""
        return round(pixels * self.scale)


@lru_cache(maxsize=64)
def _part(theme: Theme, part: str) -> dict[str, Any]:
    """Colours, icons or styles, with what the theme and the panel change."""
    known = table("theme")
    changed = known["depths"][theme.depth] if theme.depth != "colour" else known["themes"][theme.name]
    found = dict(known[part])
    for name, entry in changed.get(part, {}).items():
        found[name] = {**found.get(name, {}), **entry} if isinstance(entry, dict) else entry
    return found


@lru_cache(maxsize=1024)
def _style(theme: Theme, look: str) -> Style:
    styles = _part(theme, "styles")
    entry: dict[str, Any] = {**styles["default"], **styles[look]}
    unknown = set(entry) - _WRITTEN
    if unknown:
        raise KeyError(f"theme.yaml, style {look}: {', '.join(sorted(unknown))}")
    for name in ("ink", "detail", "icon_ink", "outline", "caret"):
        entry[name] = theme.colour(entry[name]) if entry.get(name) else None
    fill = entry.get("fill")
    if fill:
        pair = fill if isinstance(fill, list) else [fill, fill]
        entry["fill"] = (theme.colour(pair[0]), theme.colour(pair[1]))
    # What a panel without colour changes is written in its own pixels.
    own = table("theme")["depths"].get(theme.depth, {}).get("styles", {}).get(look, {})
    for name in SCALED:
        entry[name] = own[name] if name in own else theme.length(entry.get(name, 0))
    entry["margin"] = own.get("margin") or [theme.length(length) for length in entry["margin"]]
    entry["margin"] = tuple(entry["margin"])
    if theme.depth == "mono":
        entry["radius"] = 0  # a rounded corner would need the greys between black and white
    least, most = SIZES.index(entry.pop("shrink")), SIZES.index(entry["font"])
    entry["shrunk"] = tuple(theme.face(SIZES[n], bold=entry["bold"]) for n in range(most - 1, least - 1, -1))
    entry["font"] = theme.face(entry["font"], bold=entry["bold"])
    entry["fine"] = theme.face("tiny" if look == "key" else "small")
    return Style(**entry)


@lru_cache(maxsize=64)
def font(face: Face) -> "FreeTypeFont":
    """A font of the bundled family."""
    from PIL import ImageFont

    fonts = table("theme")["fonts"]
    file = HERE / "fonts" / fonts["dots" if face.dots else "bold" if face.bold else "regular"]
    return ImageFont.truetype(str(file), face.pixels, layout_engine=ImageFont.Layout.BASIC)
