"""Screens drawn by the test: pictures with texts whose reading is known, so that no OCR engine is needed."""

import hashlib
import io
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from PIL import Image, ImageDraw
from session_fakes import FakePhone, session

from PolyLibrary.phone.calls import Call
from PolyLibrary.screen import read as module
from PolyLibrary.screen.picture import decode
from PolyLibrary.screen.text import Text
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.terms import Region

SIZE = (480, 272)
ALICE = "alice (VVX 600, 5.9.3.2857, virtual)"
KNOWN: dict[str, tuple[Text, ...]] = {}


def drawn(
    texts: Mapping[str, tuple[int, int]] | None = None,
    icons: Iterable[tuple[Image.Image, tuple[int, int]]] = (),
    boxes: Iterable[tuple[tuple[int, int, int, int], tuple[int, int, int]]] = (),
    size: tuple[int, int] = SIZE,
) -> bytes:
    """A picture of a screen as PNG; ``read`` then gives its texts as they were drawn.

    Args:
        texts: Each text with the middle of its place.
        icons: Pictures with their top left corner.
        boxes: Rectangles with their colour.
    """
    image = Image.new("RGB", size, (40, 50, 60))
    pen = ImageDraw.Draw(image)
    for box, colour in boxes:
        pen.rectangle(box, fill=colour)
    for icon, place in icons:
        image.paste(icon, place)
    read = []
    for text, (x, y) in (texts or {}).items():
        half = max(4, 4 * len(text))
        pen.text((x, y), text, fill=(250, 250, 250), anchor="mm")
        read.append(Text(text, Region(x - half, y - 8, x + half, y + 8), 0.99))
    out = io.BytesIO()
    image.save(out, "PNG")
    KNOWN[_digest(decode(out.getvalue()))] = tuple(read)
    return out.getvalue()


def bell(colour: tuple[int, int, int] = (220, 40, 40)) -> Image.Image:
    """An icon that is like nothing else on the screens here."""
    image = Image.new("RGB", (24, 24), (40, 50, 60))
    pen = ImageDraw.Draw(image)
    for x, y in ((0, 0), (12, 0), (18, 6), (0, 12), (0, 18), (18, 18)):
        pen.rectangle((x, y, x + 5, y + 5), fill=(255, 255, 255))
    pen.rectangle((6, 6, 17, 17), fill=colour)
    return image


def looking(*pictures: Any, calls: list[list[Call]] | None = None, **more: Any) -> tuple[FakePhone, PhoneSession]:
    """A phone that shows these pictures in turn, the last one for ever."""
    phone = FakePhone(*(calls or [[]]))
    phone.shots = list(pictures)
    made = session(phone, **more)
    made.describes_screen = False
    made.language = ("", "")
    return phone, made


def _digest(pixels: Any) -> str:
    return hashlib.sha256(pixels.tobytes()).hexdigest()


@pytest.fixture
def known_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts are read as they were drawn."""

    def read(pixels: Any, region: Region | None = None, *, charset: str = "", engine: str = "auto") -> tuple[Text, ...]:
        texts = KNOWN[_digest(pixels)]
        return tuple(text for text in texts if region is None or region.holds(text.box.centre))

    monkeypatch.setattr(module, "read", read)
