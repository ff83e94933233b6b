"""Small screens drawn for these tests: a ground with texts' rough look, icons, lamps; and their captures."""

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Pixels = NDArray[np.uint8]
SIZE = (320, 240)


def pixels_of(image: Image.Image) -> Pixels:
    """Blue, green, red, as OpenCV has them."""
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def ground(size: tuple[int, int] = SIZE, top: int = 40, bottom: int = 90) -> Image.Image:
    """A soft gradient."""
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    for y in range(size[1]):
        level = top + (bottom - top) * y // size[1]
        draw.line((0, y, size[0], y), fill=(level, level + 8, level + 16))
    return image


def bell(image: Image.Image, left: int, top: int, ink: Any = "white", size: int = 20) -> None:
    """An icon: nothing about it is symmetric."""
    draw = ImageDraw.Draw(image)
    draw.ellipse((left + 3, top, left + size - 4, top + size - 6), fill=ink)
    draw.rectangle((left, top + size - 8, left + size - 1, top + size - 6), fill=ink)
    draw.line((left + 2, top + size - 1, left + size // 2, top + size - 4), fill=ink, width=2)


def arrow(image: Image.Image, left: int, top: int, ink: Any = "white", size: int = 20) -> None:
    """Another icon of the same size."""
    draw = ImageDraw.Draw(image)
    draw.polygon((left, top + size - 1, left + size - 1, top + size // 2, left, top), fill=ink)


def screen(bells: Sequence[tuple[int, int]] = ((40, 60),), arrows: Sequence[tuple[int, int]] = ((200, 150),)) -> Pixels:
    """A screen with icons at these places, and some words."""
    image = ground()
    draw = ImageDraw.Draw(image)
    draw.text((10, 8), "Alice 1001", fill="white")
    draw.text((250, 8), "10:31 AM", fill="white")
    for place in bells:
        bell(image, *place)
    for place in arrows:
        arrow(image, *place)
    return pixels_of(image)


def captured(pixels: Pixels, kind: str, **options: Any) -> bytes:
    """The bytes of a capture: BMP, PNG or JPEG."""
    out = io.BytesIO()
    Image.fromarray(pixels[:, :, ::-1]).save(out, kind, **options)
    return out.getvalue()
