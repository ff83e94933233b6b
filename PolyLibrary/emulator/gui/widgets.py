"""What a screen is made of: boxes with a text, an icon and perhaps something to press.

Drawing, touching and describing all work on the same widgets, so nothing can be touched that is not drawn.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Press = Callable[[], None]

Kind = Literal["box", "label", "icon", "line", "row", "tile", "key", "field", "soft key", "call bar", "popup", "notice"]


class Box(NamedTuple):
    """A rectangle in pixels, origin top left; right and bottom are excluded."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[int, int]:
        return (self.left + self.right) // 2, (self.top + self.bottom) // 2

    def holds(self, x: int, y: int) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom

    def inset(self, across: int, down: int) -> "Box":
        return Box(self.left + across, self.top + down, self.right - across, self.bottom - down)

    def cell(self, column: int, row: int, width: int, height: int) -> "Box":
        """One cell of a grid that starts in the top left corner of this box."""
        left, top = self.left + column * width, self.top + row * height
        return Box(left, top, left + width, top + height)

    def band(self, top: int, height: int) -> "Box":
        """A strip of full width, ``top`` pixels below the upper edge."""
        return Box(self.left, self.top + top, self.right, self.top + top + height)


@dataclass(frozen=True, slots=True)
class Widget:
    """One thing on the screen. Two widgets are equal when they look the same."""

    kind: Kind
    box: Box
    look: str
    """Names its style in theme.yaml."""
    text: str = ""
    detail: str = ""
    """Small text at the right: a time, a number."""
    icon: str = ""
    badge: str = ""
    lead: str = ""
    """Drawn before the text and no part of it: the number of a menu entry."""
    name: str = ""
    """What tests and uixml call it."""
    value: str = ""
    """What it stands for and does not show in full, e.g. the number behind a name."""
    index: int = 0
    """1, 2, ... among its kind; 0 where it does not count."""
    selected: bool = False
    solid: bool = False
    """Hides what lies below from the finger, even where it cannot be pressed itself."""
    cursor: int = -1
    """In a field: how many characters stand before the cursor; -1 = all."""
    tint: str = ""
    """A colour for the icon in place of its own; set by a fault of drawing."""
    focused: bool = False
    """Where the cursor keys have got to; Select presses it."""
    press: Press | None = field(default=None, compare=False, repr=False)
    hold: Press | None = field(default=None, compare=False, repr=False)
    """What a finger does that stays for a second; without it that is no more than a press."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that is shown at one moment, lowest first."""

    screen: str
    title: str
    widgets: tuple[Widget, ...]
    soft_key_pages: tuple[tuple[str, ...], ...] = ()
    """The labels of all soft key pages; blank cells are empty texts."""
    soft_key_page: int = 0
    ticking: bool = False
    """Shows something that changes with every second."""

    def at(self, x: int, y: int) -> Widget | None:
        """The widget a finger at this point presses; None when there is nothing to press."""
        for widget in reversed(self.widgets):
            if widget.box.holds(x, y):
                if widget.press is not None:
                    return widget
                if widget.solid:
                    return None
        return None
