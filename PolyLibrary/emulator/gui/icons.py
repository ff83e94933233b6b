"""The emulator's own icons: drawn four times as large and reduced, so that they are smooth at any size."""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

SCALE = 4
GRID = 100.0
"""Icons are written on a square of 100 x 100."""
BLANK = "blank"
"""No icon, but its room."""

Point = tuple[float, float]


class Pen:
    """Draws on the square of 100 x 100 into a mask: white is ink."""

    def __init__(self, size: int) -> None:
        from PIL import Image, ImageDraw

        self.mask = Image.new("L", (size * SCALE, size * SCALE), 0)
        self._draw = ImageDraw.Draw(self.mask)
        self._unit = size * SCALE / GRID

    def _xy(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self._unit, y * self._unit) for x, y in points]

    def line(self, *points: Point, width: float = 9, ink: int = 255) -> None:
        self._draw.line(self._xy(points), fill=ink, width=max(1, round(width * self._unit)), joint="curve")
        for x, y in points:
            self.disc(x, y, width / 2, ink=ink)

    def shape(self, *points: Point, ink: int = 255) -> None:
        self._draw.polygon(self._xy(points), fill=ink)

    def disc(self, x: float, y: float, radius: float, *, ink: int = 255) -> None:
        self._draw.ellipse(self._xy([(x - radius, y - radius), (x + radius, y + radius)]), fill=ink)

    def ring(self, x: float, y: float, radius: float, width: float = 9) -> None:
        box = self._xy([(x - radius, y - radius), (x + radius, y + radius)])
        self._draw.ellipse(box, outline=255, width=max(1, round(width * self._unit)))

    def arc(self, x: float, y: float, radius: float, start: float, end: float, width: float = 9) -> None:
        """Angles in degrees from the right, clockwise."""
        box = self._xy([(x - radius, y - radius), (x + radius, y + radius)])
        self._draw.arc(box, start, end, fill=255, width=max(1, round(width * self._unit)))

    def block(self, left: float, top: float, right: float, bottom: float, *, radius: float = 0, ink: int = 255) -> None:
        box = self._xy([(left, top), (right, bottom)])
        self._draw.rounded_rectangle(box, radius * self._unit, fill=ink)

    def frame(
        self, left: float, top: float, right: float, bottom: float, *, radius: float = 0, width: float = 9
    ) -> None:
        box = self._xy([(left, top), (right, bottom)])
        self._draw.rounded_rectangle(box, radius * self._unit, outline=255, width=max(1, round(width * self._unit)))


def _handset(pen: Pen, x: float = 0, y: float = 0, size: float = 1) -> None:
    def at(px: float, py: float) -> Point:
        return x + px * size, y + py * size

    cx, cy = at(88, 12)
    pen.arc(cx, cy, 68 * size, 88, 182, 17 * size)
    pen.line(at(22, 14), at(30, 36), width=24 * size)
    pen.line(at(64, 70), at(86, 78), width=24 * size)


def _arrow(pen: Pen, start: Point, end: Point, *, width: float = 9, head: float = 26) -> None:
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    sides = [(end[0] - head * math.cos(angle + turn), end[1] - head * math.sin(angle + turn)) for turn in (0.6, -0.6)]
    pen.line(start, (end[0] - width * math.cos(angle), end[1] - width * math.sin(angle)), width=width)
    pen.shape(end, *sides)


def _small_handset(pen: Pen) -> None:
    _handset(pen, 0, 28, 0.72)


def _missed(pen: Pen) -> None:
    _small_handset(pen)
    pen.line((38, 10), (58, 32), width=9)
    _arrow(pen, (58, 32), (92, 2))


def _received(pen: Pen) -> None:
    _small_handset(pen)
    _arrow(pen, (92, 6), (50, 46), width=10, head=30)


def _placed(pen: Pen) -> None:
    _small_handset(pen)
    _arrow(pen, (52, 44), (94, 4), width=10, head=30)


def _bell(pen: Pen) -> None:
    pen.disc(50, 40, 26)
    pen.shape((24, 40), (76, 40), (86, 74), (14, 74))
    pen.block(10, 70, 90, 79, radius=4)
    pen.disc(50, 86, 10)
    pen.disc(50, 12, 7)


def _bell_silent(pen: Pen) -> None:
    _bell(pen)
    pen.line((8, 14), (92, 90), width=20, ink=0)
    pen.line((10, 10), (92, 84), width=8)


def _pause(pen: Pen) -> None:
    pen.ring(50, 50, 46, 8)
    pen.block(32, 28, 44, 72, radius=3)
    pen.block(56, 28, 68, 72, radius=3)


def _held(pen: Pen) -> None:
    pen.block(20, 14, 42, 86, radius=4)
    pen.block(58, 14, 80, 86, radius=4)


def _hang_up(pen: Pen) -> None:
    pen.arc(50, 92, 56, 205, 335, 22)
    pen.block(0, 52, 26, 80, radius=9)
    pen.block(74, 52, 100, 80, radius=9)


def _line(pen: Pen) -> None:
    pen.block(14, 38, 86, 88, radius=12)
    pen.arc(50, 40, 42, 190, 350, 15)
    pen.block(4, 24, 28, 42, radius=6)
    pen.block(72, 24, 96, 42, radius=6)
    pen.disc(50, 62, 15, ink=0)


def _line_outline(pen: Pen) -> None:
    pen.frame(14, 38, 86, 88, radius=12, width=7)
    pen.arc(50, 40, 42, 190, 350, 8)
    pen.line((10, 12), (92, 92), width=8)


def _forward(pen: Pen) -> None:
    _arrow(pen, (6, 50), (58, 50), width=16, head=40)
    pen.shape((54, 14), (98, 50), (54, 86))


def _dnd(pen: Pen) -> None:
    pen.disc(50, 50, 46)
    pen.block(22, 42, 78, 58, radius=3, ink=0)


def _voicemail(pen: Pen) -> None:
    pen.block(6, 20, 94, 82, radius=8)
    pen.line((12, 28), (50, 58), (88, 28), width=8, ink=0)


def _lock(pen: Pen) -> None:
    pen.arc(50, 38, 26, 180, 360, 10)
    pen.block(24, 36, 34, 52)
    pen.block(66, 36, 76, 52)
    pen.block(14, 48, 86, 94, radius=8)


def _book(pen: Pen) -> None:
    pen.block(16, 6, 86, 94, radius=8)
    pen.line((30, 8), (30, 92), width=5, ink=0)
    pen.disc(58, 38, 12, ink=0)
    pen.block(40, 56, 76, 72, radius=8, ink=0)


def _gear(pen: Pen) -> None:
    for turn in range(8):
        angle = turn * math.pi / 4
        pen.line((50, 50), (50 + 40 * math.cos(angle), 50 + 40 * math.sin(angle)), width=17)
    pen.disc(50, 50, 34)
    pen.disc(50, 50, 15, ink=0)


def _apps(pen: Pen) -> None:
    for left in (8, 55):
        for top in (8, 55):
            pen.block(left, top, left + 37, top + 37, radius=7)


def _clock(pen: Pen) -> None:
    pen.ring(50, 50, 46, 10)
    pen.line((50, 24), (50, 52), (70, 62), width=9)


def _star(pen: Pen) -> None:
    points = []
    for turn in range(10):
        radius = 48 if turn % 2 == 0 else 20
        angle = -math.pi / 2 + turn * math.pi / 5
        points.append((50 + radius * math.cos(angle), 54 + radius * math.sin(angle)))
    pen.shape(*points)


def _microphone_off(pen: Pen) -> None:
    pen.block(36, 6, 64, 58, radius=14)
    pen.arc(50, 44, 32, 0, 180, 8)
    pen.line((50, 76), (50, 92), width=8)
    pen.line((30, 93), (70, 93), width=8)
    pen.line((8, 12), (92, 92), width=18, ink=0)
    pen.line((12, 10), (92, 88), width=8)


def _hd(pen: Pen) -> None:
    pen.block(2, 22, 98, 78, radius=10)
    for x in (18, 40):
        pen.line((x, 36), (x, 64), width=7, ink=0)
    pen.line((18, 50), (40, 50), width=7, ink=0)
    pen.line((60, 36), (60, 64), (70, 64), (80, 56), (80, 44), (70, 36), (60, 36), width=7, ink=0)


def _speaker(pen: Pen) -> None:
    pen.shape((6, 36), (26, 36), (50, 12), (50, 88), (26, 64), (6, 64))
    pen.arc(48, 50, 24, -48, 48, 8)
    pen.arc(48, 50, 42, -48, 48, 8)


def _headset(pen: Pen) -> None:
    pen.arc(50, 50, 40, 180, 360, 9)
    pen.block(6, 48, 26, 82, radius=7)
    pen.block(74, 48, 94, 82, radius=7)
    pen.line((84, 82), (76, 94), (52, 94), width=7)


def _erase(pen: Pen) -> None:
    pen.shape((4, 50), (34, 16), (96, 16), (96, 84), (34, 84))
    pen.line((50, 36), (78, 64), width=9, ink=0)
    pen.line((78, 36), (50, 64), width=9, ink=0)


def _warning(pen: Pen) -> None:
    pen.shape((50, 4), (98, 92), (2, 92))
    pen.line((50, 36), (50, 62), width=10, ink=0)
    pen.disc(50, 78, 6, ink=0)


def _person(pen: Pen) -> None:
    pen.disc(50, 28, 22)
    pen.block(12, 56, 88, 96, radius=24)


def _person_outline(pen: Pen) -> None:
    pen.ring(50, 28, 22, 8)
    pen.frame(12, 56, 88, 96, radius=20, width=8)


def _line_shared(pen: Pen) -> None:
    pen.block(6, 42, 58, 90, radius=9)
    pen.arc(32, 44, 30, 190, 350, 12)
    pen.disc(32, 66, 11, ink=0)
    pen.disc(78, 44, 15)
    pen.block(64, 62, 94, 90, radius=12)


def _dialpad(pen: Pen) -> None:
    for row in range(3):
        for column in range(3):
            pen.disc(16 + 34 * column, 16 + 34 * row, 13)


def _radio_off(pen: Pen) -> None:
    pen.ring(50, 50, 44, 9)


def _radio_on(pen: Pen) -> None:
    pen.ring(50, 50, 44, 9)
    pen.disc(50, 50, 24)


ICONS: dict[str, Callable[[Pen], None]] = {
    "handset": _handset,
    "outgoing": _placed,
    "placed": _placed,
    "missed": _missed,
    "received": _received,
    "bell": _bell,
    "bell.silent": _bell_silent,
    "hold": _pause,
    "held": _held,
    "hang up": _hang_up,
    "line": _line,
    "line.outline": _line_outline,
    "forward": _forward,
    "dnd": _dnd,
    "voicemail": _voicemail,
    "lock": _lock,
    "book": _book,
    "gear": _gear,
    "apps": _apps,
    "clock": _clock,
    "star": _star,
    "mute": _microphone_off,
    "hd": _hd,
    "speaker": _speaker,
    "headset": _headset,
    "erase": _erase,
    "warning": _warning,
    "person": _person,
    "person.outline": _person_outline,
    "line.shared": _line_shared,
    "radio.on": _radio_on,
    "radio.off": _radio_off,
    "dialpad": _dialpad,
}


@lru_cache(maxsize=256)
def icon_mask(name: str, size: int) -> "Image":
    """The icon as a mask (mode L) of ``size`` x ``size`` pixels."""
    from PIL import Image

    pen = Pen(size)
    if name != BLANK:
        ICONS[name](pen)
    return pen.mask.resize((size, size), Image.Resampling.LANCZOS)
