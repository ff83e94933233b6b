"""Drawing a scene: every widget is a box with a fill, an icon and texts, as its style and its layout say."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from PolyLibrary.emulator.gui.icons import icon_mask
from PolyLibrary.emulator.gui.panels import Panel
from PolyLibrary.emulator.gui.theme import Colour, Style, Theme, font
from PolyLibrary.emulator.gui.typeset import Layout, typeset
from PolyLibrary.emulator.gui.widgets import Box, Scene, Widget

INK_FROM = 110
"""Where the smoothed edge of an icon becomes a black dot on a panel of one bit."""
GREY_STEP = 17
"""16 levels."""
FOCUS = 2


def paint(scene: Scene, panel: Panel, theme: Theme) -> Image.Image:
    """The scene as a picture of mode RGB, in the colours that the panel has."""
    image = Image.new("RGB", (panel.width, panel.height))
    draw = ImageDraw.Draw(image)
    draw.fontmode = "1" if theme.depth == "mono" else "L"
    for widget in scene.widgets:
        look = theme.style(widget.look)
        layout = typeset(widget, theme, (panel.icons.size, panel.icons.centre))
        _background(image, layout.frame, look)
        _foreground(image, draw, widget, look, layout, theme)
        if widget.focused:
            for step in range(max(1, theme.length(FOCUS))):
                box = layout.frame.inset(step, step)
                draw.rectangle((box.left, box.top, box.right - 1, box.bottom - 1), outline=theme.colour("focus"))
    if theme.depth == "grey":
        return image.convert("L").point(lambda level: round(level / GREY_STEP) * GREY_STEP).convert("RGB")
    return image


def as_bmp(image: Image.Image) -> bytes:
    """The picture as a BMP of 24 bits a pixel, as the phones of this family send it."""
    file = BytesIO()
    image.save(file, "BMP")
    return file.getvalue()


@lru_cache(maxsize=64)
def _gradient(width: int, height: int, top: Colour, bottom: Colour) -> Image.Image:
    if top == bottom:
        return Image.new("RGB", (width, height), top)
    column = Image.new("RGB", (1, height))
    for y in range(height):
        share = y / max(1, height - 1)
        column.putpixel((0, y), tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True)))
    return column.resize((width, height))


@lru_cache(maxsize=64)
def _rounded(width: int, height: int, radius: int) -> Image.Image | None:
    if radius <= 0:
        return None
    mask = Image.new("L", (width * 4, height * 4), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width * 4 - 1, height * 4 - 1), radius * 4, fill=255)
    return mask.resize((width, height), Image.Resampling.LANCZOS)


def _background(image: Image.Image, box: Box, look: Style) -> None:
    if look.veil:
        veil = Image.new("L", (box.width, box.height), 255 * look.veil // 100)
        image.paste((0, 0, 0), (box.left, box.top), veil)
    inner, radius = box, look.radius
    if look.outline is not None:
        if look.fill is None:
            ImageDraw.Draw(image).rectangle((box.left, box.top, box.right - 1, box.bottom - 1), outline=look.outline)
            return
        image.paste(look.outline, box, _rounded(box.width, box.height, radius))
        inner, radius = box.inset(1, 1), radius - 1
    if look.fill is not None and inner.width > 0 and inner.height > 0:
        fill = _gradient(inner.width, inner.height, *look.fill)
        image.paste(fill, (inner.left, inner.top), _rounded(inner.width, inner.height, radius))


def _foreground(
    image: Image.Image, draw: ImageDraw.ImageDraw, widget: Widget, look: Style, layout: Layout, theme: Theme
) -> None:
    if layout.icon is not None:
        mask = icon_mask(widget.icon, layout.icon.width)
        if theme.depth == "mono":
            mask = mask.point(lambda level: 255 if level >= INK_FROM else 0)
        ink = theme.colour(widget.tint) if widget.tint else theme.icon_ink(widget.icon, look)
        image.paste(ink, (layout.icon.left, layout.icon.top), mask)
    if layout.badge is not None:
        box = layout.badge
        radius = 0 if theme.depth == "mono" else box.height // 2
        image.paste(theme.colour("badge"), box, _rounded(box.width, box.height, radius))
    for run in layout.runs:
        draw.text((run.x, run.middle), run.text, run.ink, font(run.face), anchor=run.anchor)
    if layout.caret is not None and look.caret is not None:
        caret = layout.caret
        draw.rectangle((caret.left, caret.top, caret.right - 1, caret.bottom - 1), look.caret)
