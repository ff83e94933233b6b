"""Cutting a template from a capture of a screen: a picture to look for, and the lines of the map that name it.

The decoder is loaded when something is cut.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from PolyLibrary.errors import BadReply, UsageError
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.layout.maps import file_name
from PolyLibrary.layout.things import Element
from PolyLibrary.terms import Region, Size

_PARTS = ("status", "soft keys", "content")
_NAME = re.compile(r"[\w][\w .\-]*")


@dataclass(frozen=True)
class Cut:
    """A template, and where else it is found in the capture that it comes from.

    Attributes:
        png: The file's content.
        box: Where it was cut out, in pixels of the screen.
        within: Where it is to be looked for.
        others: Places in ``within`` that look like it: it does not tell them apart.
    """

    png: bytes
    box: Region
    within: Region | None
    others: tuple[Region, ...]


def picture_path(model: str, name: str) -> str:
    """The file of a template, relative to the folder of the maps: ``vvx600/missed-calls.png``.

    Raises:
        UsageError: The name cannot be one of a file.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"'{name}' cannot be the name of a template.", hint="letters, digits, spaces, dots and - are taken."
        )
    return f"{Path(file_name(model)).stem}/{re.sub(r'[ _]+', '-', name.strip().lower())}.png"


def box_of(layout: LayoutMap, element: Element) -> Region:
    """What an element takes up of the screen.

    Raises:
        UsageError: The map has no more of it than a point, or nothing.
    """
    box = element.box or element.within
    if box is None:
        seen = f"it has {', '.join(element.ways)} ({_short(element.origin)})." if element.ways else ""
        hint = "say what to cut: --box left,top,right,bottom."
        raise UsageError(f"The {layout.model} map has no box of '{element.name}'.", seen=seen, hint=hint)
    return box


def cut(layout: LayoutMap, name: str, capture: bytes, box: Region, element: Element | None = None) -> Cut:
    """Cut a template out of a capture.

    Args:
        name: What errors call it.
        capture: The picture as the phone sent it.
        element: What the map has of that name, which may say where it is looked for.

    Raises:
        UsageError: The capture is no picture or not of this panel, the box is not on it, or nothing is to be seen in
            the box.
    """
    from PolyLibrary.screen.areas import checked, size_of
    from PolyLibrary.screen.areas import cut as part_of
    from PolyLibrary.screen.find import find
    from PolyLibrary.screen.picture import decode, encode_png
    from PolyLibrary.screen.template import template_of

    try:
        screen = decode(capture)
    except BadReply as broken:
        hint = "give a capture of the screen, as the phone sent it: BMP, PNG or JPEG."
        raise UsageError("The capture cannot be read.", seen=broken.seen, hint=hint) from None
    if size_of(screen) != layout.screen:
        raise UsageError(
            f"The capture is not of a {layout.model}.",
            seen=f"it has {size_of(screen)} pixels, the panel {layout.screen}.",
            hint="give a capture of the screen as the phone sent it, not scaled.",
        )
    pixels = part_of(screen, checked(box, layout.screen, "box")).copy()
    template = template_of(name, pixels)
    within = _within(layout, box, element)
    hits = find(screen, template, region=within).hits
    others = tuple(hit.box for hit in hits if hit.box != box)
    return Cut(encode_png(pixels, 9), box, within, others)


def _within(layout: LayoutMap, box: Region, element: Element | None) -> Region | None:
    """Where to look: where the map already says so, else in the part of the screen that every screen has there."""
    if element is not None and element.within is not None and _holds(element.within, box):
        return element.within
    parts = (layout.regions[name] for name in _PARTS if name in layout.regions)
    return next((part for part in parts if _holds(part, box)), None)


def entry(name: str, picture: str, made: Cut, source: str) -> str:
    """The line of a map for an element that it does not have yet."""
    within = f", within: {_list(made.within)}" if made.within else ""
    return f"  {name}: {{image: {picture}{within}, source: {source}}}"


def change(element: Element, picture: str, made: Cut, source: str) -> str:
    """What to change in a map that has the element."""
    what = f"image: {picture}" if element.source == source else f"image: {{file: {picture}, source: {source}}}"
    parts = [what]
    if made.within is not None and element.within != made.within:
        parts.append(f"within: {_list(made.within)}")
    instead = f" in place of {element.image.name}" if element.image else ""
    return f"add to '{element.name}' ({element.origin}): {', '.join(parts)}{instead}"


def size(box: Region) -> Size:
    """Width and height of a box."""
    return Size(box.right - box.left, box.bottom - box.top)


def _holds(outer: Region, inner: Region) -> bool:
    across = outer.left <= inner.left and inner.right <= outer.right
    return across and outer.top <= inner.top and inner.bottom <= outer.bottom


def _list(box: Region) -> str:
    return f"[{', '.join(map(str, box))}]"


def _short(origin: str) -> str:
    return Path(origin).name
