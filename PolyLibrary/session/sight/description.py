"""What is on a picture, in the form in which other phones describe their screen: title, items, soft keys, texts.

Where things stand is taken from the layout map; what stands there is read.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PolyLibrary.layout.things import Element
from PolyLibrary.phone.uixml import Item, LineKeyLabel, SoftKeyLabel, UiScreen
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.frame import Frame
from PolyLibrary.session.sight.seek import Options, see_picture
from PolyLibrary.session.sight.shown import map_of
from PolyLibrary.session.sight.templates import usable_picture
from PolyLibrary.terms import Region

if TYPE_CHECKING:
    from PolyLibrary.screen.read import Text

_NUMBER = re.compile(r"(\d{1,3})[.)]\s*(\S.*)")
EDGE = 4
"""Pixels that the line around a cell may take up."""
HIGHLIGHT = 40.0
"""Difference of colour (0 to 255) from which a row's ground is another one than that of the other rows."""


def describe(session: PhoneSession, frame: Frame, name: str = "") -> UiScreen:
    """All that one picture tells.

    Args:
        name: The screen, where it was recognised: it decides whether rows or tiles are read.
    """
    layout = map_of(session)
    texts = frame.read()
    regions = layout.regions if layout else {}
    return UiScreen(
        name=name,
        title=_joined(_inside(texts, regions["title"])) if "title" in regions else "",
        icons=_icons(session, frame),
        line_keys=_line_keys(session, texts, name),
        items=items_of(session, frame, name),
        soft_keys=soft_keys_of(session, frame),
        texts=tuple(text.text for text in texts),
    )


def soft_keys_of(session: PhoneSession, frame: Frame) -> tuple[SoftKeyLabel, ...]:
    """The labels of the row of soft keys: those of the page that is shown."""
    layout = map_of(session)
    if layout is None or layout.softkey_row is None:
        return ()
    row, page = layout.softkey_row, session.turned + 1
    labels = ((cell, _joined(_read_in(frame, _within(row.cell(cell))))) for cell in range(1, row.cells + 1))
    return tuple(SoftKeyLabel(label, page, cell) for cell, label in labels if label)


def _within(cell: Region) -> Region:
    """A cell without the lines around it: one label alone is read many times faster than a row of them."""
    return Region(cell.left + EDGE, cell.top + EDGE, cell.right - EDGE, cell.bottom - EDGE)


def items_of(session: PhoneSession, frame: Frame, name: str) -> tuple[Item, ...]:
    """The rows or tiles that are shown, counted from the top of the picture."""
    cells = _cells(session, name)
    texts = frame.read() if cells else ()
    chosen = _highlighted(frame, [box for _, box in cells]) if cells else None
    items = []
    for place, (_, box) in enumerate(cells, 1):
        words = sorted(_inside(texts, box), key=lambda text: text.box.left)
        if words:
            text, value = words[0].text.strip(), " ".join(word.text for word in words[1:])
            items.append(Item(place, text, value, place - 1 == chosen))
    return _numbered(items)


def has_rows(session: PhoneSession, name: str) -> bool:
    """Whether a screen is known to have a list: where it has none, no row is missing on its picture."""
    return bool(name and _cells(session, name))


def _numbered(items: list[Item]) -> tuple[Item, ...]:
    """Items without the numbers that a phone draws before them, which tell the place in the whole list."""
    numbers = [_NUMBER.fullmatch(item.text) for item in items]
    if not items or not all(numbers):
        return tuple(items)
    return tuple(
        replace(item, index=int(number[1]), text=number[2])
        for item, number in zip(items, numbers, strict=True)
        if number is not None
    )


def _cells(session: PhoneSession, name: str) -> list[tuple[Element, Region]]:
    """The places of rows (on Home: of tiles) as the map has them, in their order."""
    layout = map_of(session)
    if layout is None:
        return []
    for kind in ("tile", "row") if name == "home" else ("row",):
        found = []
        for number in range(1, 65):
            element = layout.elements.get(f"{kind} {number}")
            if element is None or element.box is None:
                break
            if not element.on or not name or name in element.on:
                found.append((element, element.box))
        if found:
            return found
    return []


def _highlighted(frame: Frame, boxes: Sequence[Region]) -> int | None:
    """The one row whose ground has another colour than that of the others."""
    import numpy as np

    if len(boxes) < 3:
        return None
    grounds = np.array(
        [
            np.median(frame.pixels[box.top + 2 : box.bottom - 2, box.left + 2 : box.right - 2].reshape(-1, 3), axis=0)
            for box in boxes
        ]
    )
    apart = np.abs(grounds - np.median(grounds, axis=0)).max(axis=1)
    other = [place for place, distance in enumerate(apart) if distance > HIGHLIGHT]
    return other[0] if len(other) == 1 else None


def _icons(session: PhoneSession, frame: Frame) -> dict[str, str]:
    """The icons that the map has pictures of, as far as they are found."""
    layout = map_of(session)
    found = {}
    for element in layout.elements.values() if layout else ():
        file = usable_picture(session, element)
        if (
            file is not None
            and see_picture(frame, file, Options(theme_tolerant=element.theme_tolerant), element.within).there
        ):
            found[element.icon or element.name] = ""
    return found


def _line_keys(session: PhoneSession, texts: "Sequence[Text]", name: str) -> tuple[LineKeyLabel, ...]:
    layout = map_of(session)
    keys = []
    for element in layout.elements.values() if layout else ():
        if element.line is None or element.box is None or (element.on and name and name not in element.on):
            continue
        label = _joined(_inside(texts, element.box))
        if label:
            keys.append(LineKeyLabel(element.line, label, ""))
    return tuple(sorted(keys, key=lambda key: key.index)) if name in ("idle", "lines") else ()


def _read_in(frame: Frame, region: Region) -> "Sequence[Text]":
    """The texts of a region: from the whole screen's where that was read already."""
    return _inside(frame.read(), region) if frame.was_read else frame.read(region)


def _inside(texts: "Sequence[Text]", region: Region) -> "list[Text]":
    return [text for text in texts if region.holds(text.box.centre)]


def _joined(texts: "Sequence[Text]") -> str:
    return " ".join(text.text.strip() for text in texts)
