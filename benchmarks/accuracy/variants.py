"""The pictures that a phone may send of one screen: formats, and a brighter panel."""

import io
from typing import TYPE_CHECKING

from PolyLibrary.screen.picture import decode

if TYPE_CHECKING:
    from PIL.Image import Image

    from PolyLibrary.screen.picture import Pixels

FORMATS = ("PNG", "BMP", "JPEG q85", "JPEG q75")
BRIGHTER = "+25"
VARIANTS = (*FORMATS, BRIGHTER)
STEP = 25


def captured(image: "Image", variant: str) -> bytes:
    """The bytes of a capture."""
    file = io.BytesIO()
    if variant == BRIGHTER:
        image.point(lambda level: min(255, level + STEP)).save(file, "PNG", compress_level=1)
    elif variant.startswith("JPEG"):
        image.save(file, "JPEG", quality=int(variant.rpartition("q")[2]))
    else:
        image.save(file, variant, **({"compress_level": 1} if variant == "PNG" else {}))
    return file.getvalue()


def pixels_of(image: "Image", variant: str) -> "Pixels":
    """The capture, decoded as the library does."""
    return decode(captured(image, variant))
