"""A picture of a layout map: its elements as numbered boxes on a screen, and a legend that names them.

PIL is loaded when something is drawn.
"""

import io
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PolyLibrary.errors import UsageError
from PolyLibrary.layout.conditions import firmware_fits
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.layout.things import Element
from PolyLibrary.terms import Point, Region, Size

if TYPE_CHECKING:
    from PIL.Image import Image

WIDE = 960
"""Pixels that a screen is at least drawn wide, in whole multiples of its own size."""
_POINT = 7
_LINE = 18
_COLUMN = 460
_MARGIN = 12
_FONT = 13
_INK = (20, 20, 20)
_PAPER = (250, 250, 248)
_BLANK = (205, 210, 216)
_COLOURS = {
    "faq": (0, 120, 60),
    "capture": (0, 90, 180),
    "recorded": (0, 90, 180),
    "derived": (190, 105, 0),
    "emulator": (175, 20, 60),
}


@dataclass(frozen=True)
class Mark:
    """One number of the picture.

    Attributes:
        box: In pixels of the phone's screen; a square around the point of an element that has no more.
        arrow: Start and end of a gesture, which has no box.
        colour: By the source of the place.
        text: Its line in the legend.
    """

    number: int
    box: Region
    colour: tuple[int, int, int]
    text: str
    arrow: tuple[Point, Point] | None = None


def marks(layout: LayoutMap, *, screen: str = "", firmware: str = "") -> list[Mark]:
    """What there is to draw: elements with a place, and gestures; those of one place share a number.

    Args:
        screen: Only what the map puts on this screen, or on none in particular.
        firmware: Only what holds for this firmware; all of it where it is not known.

    Raises:
        UnknownName: The map has no such screen.
    """
    if screen:
        screen = layout.screen_named(screen).name
    together: dict[tuple[Point, Region | None], list[Element]] = {}
    for known in layout.elements.values():
        for element in known.variants:
            there = not screen or not element.on or screen in element.on
            if element.at is not None and there and firmware_fits(element.firmware, firmware):
                together.setdefault((element.at, element.box), []).append(element)
    made = [_mark(number, at, box, each) for number, ((at, box), each) in enumerate(together.items(), 1)]
    gestures = [each for each in layout.gestures.values() if not screen or not each.on or screen in each.on]
    for number, gesture in enumerate(gestures, len(made) + 1):
        ends = (gesture.start, gesture.end)
        text = f"{number}  {gesture.name}: {gesture.start} to {gesture.end}  ({gesture.source})"
        made.append(Mark(number, _around(gesture.start), _COLOURS[gesture.source], text, ends))
    return made


def _mark(number: int, at: Point, box: Region | None, elements: Sequence[Element]) -> Mark:
    names = ", ".join(dict.fromkeys(element.name for element in elements))
    others = sorted({_way(element, way) for element in elements for way in element.ways} - {"at"})
    ways = f" also {', '.join(others)}" if others else ""
    source = elements[0].source
    return Mark(number, box or _around(at), _COLOURS[source], f"{number}  {names}: {at}  ({source}){ways}")


def _way(element: Element, way: str) -> str:
    """A way by name; a picture with its source where that is another than the element's."""
    return f"image ({element.image_source})" if way == "image" and element.image_source != element.source else way


def _around(at: Point) -> Region:
    return Region(at.x - _POINT, at.y - _POINT, at.x + _POINT, at.y + _POINT)


def placeless(layout: LayoutMap, *, screen: str = "", firmware: str = "") -> list[str]:
    """Lines for the legend: the elements that have no place to draw, and what they are."""
    lines = []
    for known in layout.elements.values():
        for element in known.variants:
            there = not screen or not element.on or layout.screen_named(screen).name in element.on
            if element.at is None and there and firmware_fits(element.firmware, firmware):
                image = f"{element.image.parent.name}/{element.image.name}" if element.image else ""
                ways = ", ".join(f"{way} {image if way == 'image' else getattr(element, way)}" for way in element.ways)
                lines.append(f"-  {element.name}: {ways}  ({element.source})")
    return lines


def draw(layout: LayoutMap, found: Sequence[Mark], picture: bytes | None = None, further: Sequence[str] = ()) -> bytes:
    """A PNG of the screen with the marks on it and the legend beside it.

    Args:
        further: More lines of the legend.
        picture: The screen as a picture file; a blank panel without one.

    Raises:
        UsageError: The picture is none, or not of the panel's size.
    """
    from PIL import Image, ImageDraw, ImageFont

    panel = _panel(layout, picture)
    scale = max(1, math.ceil(WIDE / panel.width))
    panel = panel.resize((panel.width * scale, panel.height * scale), Image.Resampling.NEAREST)
    font = ImageFont.load_default(_FONT)
    height = max(panel.height, 240) + 2 * _MARGIN
    rows = (height - 2 * _MARGIN) // _LINE
    title = f"{layout.model}  {layout.screen}"
    lines = [(title, _INK), *((mark.text, mark.colour) for mark in found), *((line, _INK) for line in further)]
    columns = math.ceil(len(lines) / rows)
    whole = Image.new("RGB", (panel.width + 2 * _MARGIN + columns * _COLUMN, height), _PAPER)
    whole.paste(panel, (_MARGIN, _MARGIN))
    pen = ImageDraw.Draw(whole)
    for mark in found:
        _outline(pen, mark, scale)
    for mark, label in zip(found, placed(found, scale, Size(panel.width, panel.height)), strict=True):
        box = _moved(label)
        pen.rectangle(box, fill=_PAPER, outline=mark.colour)
        pen.text((box[0] + 3, box[1] + 1), str(mark.number), fill=mark.colour, font=font)
    for place, (text, colour) in enumerate(lines):
        column, row = divmod(place, rows)
        at = (panel.width + 2 * _MARGIN + column * _COLUMN, _MARGIN + row * _LINE)
        pen.text(at, text, fill=colour, font=font)
    out = io.BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()


def placed(found: Iterable[Mark], scale: int, size: Size) -> list[Region]:
    """Where the numbers stand: in the corner of their box, or as near as there is room; none covers another.

    Args:
        scale: How many pixels of the picture one of the phone's screen takes.
        size: Of the picture of the screen.
    """
    taken: list[Region] = []
    for mark in found:
        wide, high = 8 * len(str(mark.number)) + 6, _LINE - 2
        left, top = mark.box.left * scale + 1, mark.box.top * scale + 1
        for x, y in _spiral(left, top):
            box = Region(x, y, x + wide, y + high)
            inside = box.left >= 0 and box.top >= 0 and box.right <= size.width and box.bottom <= size.height
            if inside and not any(_overlap(box, other) for other in taken):
                break
        taken.append(box)
    return taken


def _spiral(x: int, y: int) -> Iterator[tuple[int, int]]:
    """Places around one, nearest first."""
    yield x, y
    for ring in range(1, 80):
        step = 9 * ring
        for across in range(-ring, ring + 1):
            for down in range(-ring, ring + 1) if abs(across) == ring else (-ring, ring):
                yield x + 9 * across, y + step * down // ring


def _overlap(one: Region, other: Region) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def _outline(pen: Any, mark: Mark, scale: int) -> None:
    if mark.arrow is None:
        left, top, right, bottom = (part * scale for part in mark.box)
        pen.rectangle(_moved(Region(left, top, right - 1, bottom - 1)), outline=mark.colour, width=2)
        return
    start, end = ((point.x * scale + _MARGIN, point.y * scale + _MARGIN) for point in mark.arrow)
    pen.line([start, end], fill=mark.colour, width=3)
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    for side in (angle + 2.7, angle - 2.7):
        pen.line([end, (end[0] + 14 * math.cos(side), end[1] + 14 * math.sin(side))], fill=mark.colour, width=3)


def _moved(box: Region) -> tuple[int, int, int, int]:
    """A box of the screen in the whole picture."""
    return (box.left + _MARGIN, box.top + _MARGIN, box.right + _MARGIN, box.bottom + _MARGIN)


def _panel(layout: LayoutMap, picture: bytes | None) -> "Image":
    from PIL import Image, UnidentifiedImageError

    if picture is None:
        return Image.new("RGB", (layout.screen.width, layout.screen.height), _BLANK)
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            shown = opened.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError):
        raise UsageError("This is no picture that can be read.", hint="BMP, PNG and JPEG are understood.") from None
    if shown.size != tuple(layout.screen):
        raise UsageError(
            f"The picture is not of a {layout.model}.",
            seen=f"it has {Size(*shown.size)} pixels, the panel {layout.screen}.",
            hint="give a capture of the screen as the phone sent it.",
        )
    return shown
