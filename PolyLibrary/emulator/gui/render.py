"""Drawing a scene: every widget is a box with a fill, an icon and a text, as its style says."""

from functools import lru_cache, partial
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from PolyLibrary.emulator.gui.icons import icon_mask
from PolyLibrary.emulator.gui.lettering import cut, wrap
from PolyLibrary.emulator.gui.theme import Colour, Style, colour, font, icon_ink, style
from PolyLibrary.emulator.gui.widgets import Box, Scene, Widget

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

GAP = 6
"""Between icon and text, text and detail."""
BADGE = 15
"""Height of the count on an icon."""
ABOVE_TEXT = 24
"""Height of the label below a tile's icon."""


def paint(scene: Scene, width: int, height: int) -> Image.Image:
    """The scene as a picture of mode RGB."""
    image = Image.new("RGB", (width, height))
    for widget in scene.widgets:
        _Painter(image, widget, style(widget.look)).paint()
    return image


def as_bmp(image: Image.Image) -> bytes:
    """The picture as a BMP of 24 bits a pixel, as the phones of this family send it."""
    file = BytesIO()
    image.save(file, "BMP")
    return file.getvalue()


@lru_cache(maxsize=64)
def _gradient(width: int, height: int, top: Colour, bottom: Colour) -> Image.Image:
    column = Image.new("RGB", (1, height))
    for y in range(height):
        share = y / max(1, height - 1)
        column.putpixel((0, y), tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True)))
    return column.resize((width, height))


@lru_cache(maxsize=64)
def _rounded(width: int, height: int, radius: int) -> Image.Image:
    mask = Image.new("L", (width * 4, height * 4), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width * 4 - 1, height * 4 - 1), radius * 4, fill=255)
    return mask.resize((width, height), Image.Resampling.LANCZOS)


class _Painter:
    """Draws one widget."""

    def __init__(self, image: Image.Image, widget: Widget, look: Style) -> None:
        self._image = image
        self._draw = ImageDraw.Draw(image)
        self._widget = widget
        self._style = look
        self._box = widget.box.inset(*look.margin)

    def paint(self) -> None:
        self._background()
        text_box = self._icon()
        if self._widget.detail:
            text_box = self._detail(text_box)
        self._text(text_box)
        if self._widget.badge:
            self._badge()

    def _background(self) -> None:
        box, look = self._box, self._style
        if look.veil:
            veil = Image.new("L", (box.width, box.height), 255 * look.veil // 100)
            self._image.paste((0, 0, 0), (box.left, box.top), veil)
        if look.fill is None:
            return
        inner = box
        if look.outline is not None:
            edge = _rounded(box.width, box.height, look.radius)
            self._image.paste(look.outline, (box.left, box.top), edge)
            inner = box.inset(1, 1)
        fill = _gradient(inner.width, inner.height, *look.fill)
        radius = max(0, look.radius - (1 if inner is not box else 0))
        mask = _rounded(inner.width, inner.height, radius) if radius else None
        self._image.paste(fill, (inner.left, inner.top), mask)

    def _icon(self) -> Box:
        """Draws the icon and returns what it leaves for the text."""
        widget, look = self._widget, self._style
        box = self._box.inset(look.pad, 0) if look.place != "above" else self._box.inset(4, 0)
        if look.foot:
            box = box._replace(bottom=box.bottom - look.foot)
        if look.place == "above":
            text_box = box._replace(top=box.bottom - ABOVE_TEXT - 4, bottom=box.bottom - 4)
            middle = box.centre[0], (box.top + text_box.top + 4) // 2
        elif look.place == "left":
            text_box = box
            middle = box.left + look.icon // 2, box.centre[1]
            if widget.icon:
                text_box = box._replace(left=box.left + look.icon + GAP)
        else:
            text_box = box
            middle = self._box.centre
            if look.place == "slot":
                # Icons of the status bar stand at its foot, below the strip of the clock.
                middle = middle[0], self._box.bottom - look.icon // 2
        if widget.icon:
            mask = icon_mask(widget.icon, look.icon)
            corner = (middle[0] - look.icon // 2, middle[1] - look.icon // 2)
            self._image.paste(icon_ink(widget.icon, look.icon_ink), corner, mask)
        return text_box

    def _detail(self, box: Box) -> Box:
        """Small text at the right end, at most half the width; the rest is for the text."""
        size = "tiny" if self._widget.kind == "key" else "small"
        face = font(size, False)
        shown = cut(self._widget.detail, box.width // 2, partial(face.getlength))
        self._draw.text((box.right, box.centre[1]), shown, self._style.detail, face, anchor="rm")
        if self._widget.kind == "key":
            return box
        return box._replace(right=box.right - round(face.getlength(shown)) - GAP)

    def _text(self, box: Box) -> None:
        widget, look = self._widget, self._style
        if not widget.text:
            return
        face = font(look.font, look.bold)
        room = box.width - (4 if look.caret else 0)
        if look.lines > 1:
            lines = wrap(widget.text, room, partial(face.getlength), look.lines)
        else:
            lines = [cut(widget.text, room, partial(face.getlength), keep=look.keep)]
        height = sum(face.getmetrics())
        top = box.centre[1] - (len(lines) - 1) * height // 2
        for number, line in enumerate(lines):
            self._line(box, top + number * height, line, face)

    def _line(self, box: Box, middle: int, line: str, face: "FreeTypeFont") -> None:
        look = self._style
        x = {"left": box.left, "center": box.centre[0], "right": box.right}[look.align]
        anchor = {"left": "lm", "center": "mm", "right": "rm"}[look.align]
        self._draw.text((x, middle), line, look.ink, face, anchor=anchor)
        if look.caret is not None:
            empty = not self._widget.value
            at = box.left - 2 if empty else round(box.left + face.getlength(line)) + 1
            self._draw.rectangle((at, box.top + 7, at + 1, box.bottom - 8), look.caret)

    def _badge(self) -> None:
        """The count at the lower right of a status icon."""
        face = font("tiny", True)
        text = self._widget.badge
        width = max(BADGE, round(face.getlength(text)) + 8)
        centre = self._box.centre
        left = min(centre[0] + 8, self._box.right - 1 - width)
        top = self._box.bottom - BADGE - 1
        box = Box(left, top, left + width, top + BADGE)
        self._image.paste(colour("red"), (box.left, box.top), _rounded(box.width, box.height, BADGE // 2))
        self._draw.text(box.centre, text, colour("white"), face, anchor="mm")
