"""One picture of many: every screen of a phone with its name below, and each of them as a small file."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from PolyLibrary.emulator.gallery.taking import Taken
from PolyLibrary.emulator.gui.theme import Face, font

COLOURS = 256
"""Enough for the flat colours and short gradients of a screen, at a third of the size of a picture of all."""
GAP, CAPTION = 10, 22
PAPER, INK = (236, 238, 240), (24, 32, 40)
SHEET = 1500
"""Pixels that a sheet is wide at most."""
TRUE = 480
SMALL, WIDE, LARGE = 200, 360, 320
"""On a sheet, screens narrower than SMALL are doubled, and those wider than WIDE reduced to LARGE."""


def save(folder: Path, model: str, taken: Sequence[Taken]) -> None:
    """Write ``<model>.png`` and ``<model>/<state>.png`` into a folder."""
    own = folder / model
    own.mkdir(parents=True, exist_ok=True)
    for shot in taken:
        _small(_halved(_picture(shot))).save(own / f"{shot.state.replace(' ', '-')}.png", optimize=True)
    _small(_sheet(taken)).save(folder / f"{model}.png", optimize=True)


def _picture(shot: Taken) -> Image.Image:
    assert shot.picture is not None, "the states were taken without pictures"
    return shot.picture


def _small(image: Image.Image) -> Image.Image:
    """With a palette of two halves: one for the many shades of the backgrounds, one for the few dots of the icons."""
    half = COLOURS // 2
    many = image.quantize(half, method=Image.Quantize.MEDIANCUT).getpalette() or []
    few = image.quantize(half, method=Image.Quantize.FASTOCTREE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette(many[: half * 3] + few[: half * 3])
    return image.quantize(palette=palette, dither=Image.Dither.NONE)


def _halved(image: Image.Image) -> Image.Image:
    """The file of one screen: in its true size, but for the largest panels."""
    if image.width <= TRUE:
        return image
    return image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS)


def _sheet(taken: Sequence[Taken]) -> Image.Image:
    shots = [(_scaled(_picture(shot)), shot.state) for shot in taken]
    width, height = shots[0][0].width + GAP, shots[0][0].height + GAP + CAPTION
    columns = max(1, (SHEET - GAP) // width)
    sheet = Image.new("RGB", (columns * width + GAP, -(-len(shots) // columns) * height + GAP), PAPER)
    draw, face = ImageDraw.Draw(sheet), font(Face(13, bold=False))
    for place, (image, state) in enumerate(shots):
        row, column = divmod(place, columns)
        left, top = GAP + column * width, GAP + row * height
        sheet.paste(image, (left, top))
        draw.text((left + image.width // 2, top + image.height + CAPTION // 2), state, INK, face, anchor="mm")
    return sheet


def _scaled(image: Image.Image) -> Image.Image:
    if image.width < SMALL:
        return image.resize((image.width * 2, image.height * 2), Image.Resampling.NEAREST)
    if image.width > WIDE:
        width = LARGE if image.width > image.height else LARGE * 3 // 4
        return image.resize((width, image.height * width // image.width), Image.Resampling.LANCZOS)
    return image
