"""Where the parts of a widget stand: its icon, its texts as they fit, its cursor and its count.

Painting and checking work on the same result, so what a check finds right is what is drawn.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from PolyLibrary.emulator.gui.lettering import ELLIPSIS, cut, drawable, window, wrap
from PolyLibrary.emulator.gui.theme import Colour, Face, Style, Theme, font
from PolyLibrary.emulator.gui.widgets import Box, Widget

GAP = 6
"""Between icon and text, text and detail; of a 480x272 panel, as all lengths here."""
BADGE = 15
"""Height of the count on an icon."""
CARET = 2
ANCHORS = {"left": "l", "center": "m", "right": "r"}


class Run(NamedTuple):
    """A piece of text in one line, anchored at its middle height."""

    text: str
    """What is drawn, perhaps cut."""
    x: int
    middle: int
    anchor: str
    face: Face
    ink: Colour

    @property
    def cut(self) -> bool:
        return ELLIPSIS in self.text

    def box(self, *, mono: bool = False) -> Box:
        """The ink, in pixels of the panel."""
        left, top, right, bottom = font(self.face).getbbox(self.text, "1" if mono else "", anchor=self.anchor)
        return Box(
            self.x + int(left), self.middle + int(top), self.x + -int(-right // 1), self.middle + -int(-bottom // 1)
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """One widget, laid out."""

    frame: Box
    icon: Box | None
    runs: tuple[Run, ...]
    caret: Box | None = None
    badge: Box | None = None


def typeset(widget: Widget, theme: Theme, slot: tuple[int, int]) -> Layout:
    """Lay out a widget; ``slot`` is the size of the icons in the status bar, and the y of their middle."""
    return _Setter(widget, theme, slot).layout()


@lru_cache(maxsize=4096)
def _width(face: Face, text: str) -> float:
    return font(face).getlength(text)


class _Setter:
    """Takes the room from the left (icon, number) and the right (detail); the rest is the text's."""

    def __init__(self, widget: Widget, theme: Theme, slot: tuple[int, int]) -> None:
        self._widget = widget
        self._theme = theme
        self._look: Style = theme.style(widget.look)
        self._frame = widget.box.inset(*self._look.margin)
        self._gap = max(2, theme.length(GAP))
        self._slot = slot
        self._icon_size = slot[0] if self._look.place == "slot" else self._look.icon
        self._runs: list[Run] = []
        self._caret: Box | None = None

    def layout(self) -> Layout:
        icon, room = self._icon()
        if self._widget.lead:
            room = self._lead(room)
        if self._widget.detail:
            room = self._detail(room)
        if self._widget.text or self._widget.cursor >= 0:
            self._text(room)
        badge = self._badge() if self._widget.badge else None
        return Layout(self._frame, icon, tuple(self._runs), self._caret, badge)

    def _icon(self) -> tuple[Box | None, Box]:
        """The icon's box, and what it leaves for the text."""
        look, size, frame = self._look, self._icon_size, self._frame
        room = frame.inset(look.pad, 0)
        if look.foot:
            room = room._replace(bottom=room.bottom - look.foot)
        middle = frame.centre
        if look.place == "above":
            label = sum(font(look.font).getmetrics()) + look.pad
            room = room._replace(top=room.bottom - label, bottom=room.bottom - look.pad // 2)
            middle = frame.centre[0], (frame.top + room.top + look.pad // 2) // 2
        elif look.place == "left":
            middle = room.left + size // 2, room.centre[1]
            if self._widget.icon:
                room = room._replace(left=room.left + size + self._gap)
        elif look.place == "slot":
            middle = middle[0], self._slot[1]
        if not self._widget.icon:
            return None, room
        left, top = middle[0] - size // 2, middle[1] - size // 2
        return Box(left, top, left + size, top + size), room

    def _lead(self, room: Box) -> Box:
        face, lead = self._look.font, self._widget.lead
        self._put(lead, room.left, room.centre[1], "l", face, self._look.detail)
        return room._replace(left=room.left + round(_width(face, lead)) + self._gap)

    def _detail(self, room: Box) -> Box:
        """Small text at the right end, at most half the width; the rest is for the text."""
        if self._widget.kind == "key":
            return self._letters(room)
        face = self._look.fine
        shown = self._fit(self._widget.detail, room.width // 2, face)
        self._put(shown, room.right, room.centre[1], "r", face, self._look.detail)
        return room._replace(right=room.right - round(_width(face, shown)) - self._gap)

    def _letters(self, room: Box) -> Box:
        """The letters of a dial pad key: below the digit where there is room, else to the right of it."""
        face = self._look.fine
        high = sum(font(self._look.font).getmetrics()) + sum(font(face).getmetrics())
        detail = self._fit(self._widget.detail, room.width if room.height > high else room.width // 2, face)
        if room.height > high:
            middle = room.bottom - (room.height - high) // 2 - sum(font(face).getmetrics()) // 2
            self._put(detail, room.centre[0], middle, "m", face, self._look.detail)
            return room._replace(bottom=middle - sum(font(face).getmetrics()) // 2)
        half = room._replace(right=room.centre[0] - self._gap // 2)
        self._put(detail, half.right + self._gap, room.centre[1], "l", face, self._look.detail)
        return half

    def _text(self, room: Box) -> None:
        look, widget = self._look, self._widget
        text = drawable(widget.text, look.keep)
        if look.caret is not None:
            self._field(text, room)
            return
        face = look.font if look.lines > 1 else self._face_for(text, room.width)
        if look.lines > 1:
            lines = wrap(text, room.width, lambda part: _width(face, part), look.lines)
        else:
            lines = [cut(text, room.width, lambda part: _width(face, part), keep=look.keep)]
        height = sum(font(face).getmetrics())
        most = max(1, room.height // height)
        if len(lines) > most:
            lines = wrap(text, room.width, lambda part: _width(face, part), most)
        middle = room.centre[1] - (len(lines) - 1) * height // 2
        x = {"left": room.left, "center": room.centre[0], "right": room.right}[look.align]
        for number, line in enumerate(lines):
            self._put(line, x, middle + number * height, ANCHORS[look.align], face, look.ink)

    def _field(self, text: str, room: Box) -> None:
        """What is typed around its cursor, or the prompt behind it."""
        look, widget = self._look, self._widget
        face = look.font
        room = room._replace(right=room.right - max(2, self._theme.length(CARET)) - 2)
        at = 0
        if widget.value:
            face = self._face_for(text, room.width)
            cursor = len(text) if widget.cursor < 0 else min(widget.cursor, len(text))
            text, at = window(text, cursor, room.width, lambda part: _width(face, part))
        elif text:
            face = self._face_for(text, room.width)
            text = self._fit(text, room.width, face)
        self._put(text, room.left, room.centre[1], "l", face, look.ink)
        x = room.left + round(_width(face, text[:at])) + (1 if at else -min(2, self._gap - 1))
        thick = max(1, self._theme.length(CARET))
        high = min(sum(font(face).getmetrics()), room.height - 2)
        top = room.centre[1] - high // 2
        self._caret = Box(x, top, x + thick, top + high)

    def _badge(self) -> Box:
        """The count at the lower right of a status icon."""
        face = self._theme.face("tiny", bold=True)
        high = min(self._frame.height, max(self._theme.length(BADGE), sum(font(face).getmetrics()) - 2))
        width = max(high, round(_width(face, self._widget.badge)) + self._theme.length(8))
        left = min(self._frame.centre[0] + self._icon_size // 3, self._frame.right - 1 - width)
        top = self._frame.bottom - high - (1 if self._frame.height > high + 4 else 0)
        box = Box(max(self._frame.left, left), top, max(self._frame.left, left) + width, top + high)
        self._put(self._widget.badge, box.centre[0], box.centre[1], "m", face, self._theme.colour("badge.text"))
        return box

    def _face_for(self, text: str, width: int) -> Face:
        """The largest font in which a text fits; the smallest one for a text that will be cut."""
        faces = (self._look.font, *self._look.shrunk)
        return next((face for face in faces if _width(face, text) <= width), faces[-1])

    def _fit(self, text: str, width: int, face: Face) -> str:
        return cut(drawable(text), width, lambda part: _width(face, part))

    def _put(self, text: str, x: int, middle: int, anchor: str, face: Face, ink: Colour) -> None:
        if text:
            self._runs.append(Run(text, x, middle, f"{anchor}m", face, ink))
