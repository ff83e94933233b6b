"""What every screen can do; a screen overrides what it reacts to and leaves the rest without effect."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Literal, NamedTuple

from PolyLibrary.emulator.gui import softkeys
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.widgets import Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

Direction = Literal["left", "right", "up", "down"]


class Swipe(NamedTuple):
    """A finger drawn across the screen; ``pixels`` along the direction."""

    direction: Direction
    pixels: int


class Quiet:
    """Input without any effect: what a screen does not override."""

    def opened(self) -> None:
        """Called once the screen is on top."""

    def digit(self, digit: str) -> None:
        """A key of the dial pad."""

    def delete(self) -> None:
        """The delete key."""

    def select(self) -> None:
        """The select key."""

    def move(self, direction: Direction) -> None:
        """A cursor key."""

    def swipe(self, swipe: Swipe) -> None:
        """A finger drawn across the screen."""


class Screen(Quiet, ABC):
    """One screen that is open: its own small state, and widgets made fresh from the phone at each look."""

    def __init__(self, nav: "Navigation") -> None:
        self.nav = nav
        self._paged: tuple[str, int] = ("", 0)

    @property
    def transient(self) -> bool:
        """Closed by itself when nobody touches the phone for a while (menus, half-typed fields)."""
        return False

    @property
    def of_call(self) -> bool:
        """Shows the call or the lines, so it needs no call bar."""
        return False

    @property
    @abstractmethod
    def name(self) -> str:
        """The name of the screen, as it is logged."""

    @abstractmethod
    def title(self) -> str: ...

    @abstractmethod
    def widgets(self) -> list[Widget]:
        """The content, lowest first."""

    def alive(self) -> bool:
        """False once there is nothing left to show; the screen is then closed."""
        return True

    # Soft keys
    def key_set(self) -> str:
        """The set of softkeys.yaml for the present state; empty = a blank row."""
        return ""

    def subject(self) -> CallView | None:
        """The call that soft keys act on."""
        return self.nav.current_call()

    def possible(self, condition: str) -> bool:
        """Whether a soft key with this condition would do something."""
        call = self.subject()
        if condition == "ringing":
            return call is not None and call.ringing
        muted = call is not None and call.muted
        if condition == "muted":
            return muted
        if condition == "not muted":
            return not muted
        return self.has_choice()

    def has_choice(self) -> bool:
        """Whether something is selected or typed."""
        return False

    def soft_key_pages(self) -> list[list[softkeys.Command | None]]:
        name = self.key_set()
        if not name:
            return [[None] * self.nav.panel.soft_key_cells]
        return softkeys.pages(softkeys.keys_of(name), self.nav.panel.soft_key_cells, self.possible)

    @property
    def page(self) -> int:
        """The soft key page shown; the first one again as soon as the state offers other keys."""
        name, page = self._paged
        return page if name == self.key_set() else 0

    def more(self) -> None:
        count = len(self.soft_key_pages())
        self._paged = (self.key_set(), (self.page + 1) % count)

    def back(self) -> None:
        """The Back key."""
        self.nav.close(self)
