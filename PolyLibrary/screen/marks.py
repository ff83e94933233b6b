"""Pictures of a failure: what was looked for, where, and the best place, on panels from 132x64 to 1280 pixels."""

from typing import TYPE_CHECKING

from PolyLibrary.screen.areas import clipped, size_of
from PolyLibrary.screen.picture import encode_png
from PolyLibrary.terms import Point, Region

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

    from PolyLibrary.screen.picture import Pixels

WIDE = 480
"""Pixels that a screen is at least drawn wide, in whole multiples of its own size."""
_SEARCHED = (0, 120, 220)
_BEST = (230, 30, 30)
_HIT = (0, 150, 60)
_PAPER = (250, 250, 248)
_INK = (20, 20, 20)
_FONT = 15
_MARGIN = 6


def draw_search(
    screen: "Pixels",
    *,
    searched: Region | None = None,
    best: Region | None = None,
    hits: tuple[Region, ...] = (),
    point: Point | None = None,
    label: str = "",
) -> bytes:
    """The screen with the region searched (blue), the best place (red), what was found (green), and a label below.

    Args:
        screen: The picture that was looked at.
        searched: The part that was searched; nothing is drawn for the whole screen.
        best: The best place when it was not good enough.
        hits: What was found.
        point: A point that was to be touched, as a cross.
        label: Lines below the picture, so that they hide nothing of it.

    Returns:
        The picture as PNG.
    """
    import numpy as np
    from PIL import Image, ImageDraw

    size = size_of(screen)
    times = max(1, -(-WIDE // size.width))
    image = Image.fromarray(np.ascontiguousarray(screen[:, :, ::-1]))
    image = image.resize((size.width * times, size.height * times), Image.Resampling.NEAREST)
    draw = ImageDraw.Draw(image)
    for box, colour in ((searched, _SEARCHED), *((hit, _HIT) for hit in hits), (best, _BEST)):
        part = clipped(box, size) if box is not None else None
        if part is not None:
            _frame(draw, part, times, colour)
    if point is not None:
        _cross(draw, point, times)
    if label:
        image = _with_label(image, label)
    return encode_png(np.ascontiguousarray(np.asarray(image)[:, :, ::-1]))


def _frame(draw: "ImageDraw", box: Region, times: int, colour: tuple[int, int, int]) -> None:
    """A frame just outside the box, or at the edge of the picture, with a white one inside that shows on any ground."""
    width, height = draw.im.size
    left, top, right, bottom = (value * times for value in box)
    edges = max(0, left - 3), max(0, top - 3), min(width, right + 3) - 1, min(height, bottom + 3) - 1
    draw.rectangle(edges, outline=(255, 255, 255), width=3)
    draw.rectangle(edges, outline=colour, width=2)


def _cross(draw: "ImageDraw", point: Point, times: int) -> None:
    x, y = point.x * times + times // 2, point.y * times + times // 2
    for width, colour in ((5, (255, 255, 255)), (2, _BEST)):
        draw.line((x - 12, y, x + 12, y), fill=colour, width=width)
        draw.line((x, y - 12, x, y + 12), fill=colour, width=width)


def _with_label(image: "Image", label: str) -> "Image":
    from PIL import Image, ImageDraw, ImageFont

    try:
        font = ImageFont.truetype("DejaVuSans.ttf", _FONT)  # has more letters than Pillow's own
    except OSError:
        font = ImageFont.load_default(_FONT)  # type: ignore[assignment]
    measure = ImageDraw.Draw(image)
    rows = [row for line in label.splitlines() for row in _wrapped(measure, line, font, image.width - 2 * _MARGIN)]
    height = _FONT + 5
    page = Image.new("RGB", (image.width, image.height + height * len(rows) + 2 * _MARGIN), _PAPER)
    page.paste(image, (0, 0))
    draw = ImageDraw.Draw(page)
    for number, row in enumerate(rows):
        draw.text((_MARGIN, image.height + _MARGIN + number * height), row, fill=_INK, font=font)
    return page


def _wrapped(draw: "ImageDraw", line: str, font: object, width: int) -> list[str]:
    rows = [""]
    for word in line.split():
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and draw.textlength(longer, font=font) > width:  # type: ignore[arg-type]
            rows.append(word)
        else:
            rows[-1] = longer
    return rows
