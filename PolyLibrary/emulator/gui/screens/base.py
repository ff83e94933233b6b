"""What every screen can do; a screen overrides what it reacts to and leaves the rest without effect."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from PolyLibrary.emulator.gui import softkeys
from PolyLibrary.emulator.gui.conditions import CONDITIONS
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.widgets import Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

Direction = Literal["left", "right", "up", "down"]


class Swipe(NamedTuple):
    """A finger drawn across the screen; ``pixels`` along the direction, within so many milliseconds."""

    direction: Direction
    pixels: int
    milliseconds: int = 100


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

    def hold_digit(self, digit: str) -> bool:  # noqa: ARG002
        """A key of the dial pad held for a second; False where that is no more than pressing it."""
        return False

    def hold_delete(self) -> None:
        """The delete key held for a second."""
        self.delete()

    def write(self, text: str, *, replace: bool) -> bool:  # noqa: ARG002
        """Text for the field that has the cursor; False where there is no field."""
        return False

    def command(self, name: str) -> bool:  # noqa: ARG002
        """A soft key that means something of its own here; False leaves it to the phone."""
        return False


class Screen(Quiet, ABC):
    """One screen that is open: its own small state, and widgets made fresh from the phone at each look."""

    def __init__(self, nav: "Navigation") -> None:
        self.nav = nav
        self._paged: tuple[tuple[str, ...], int] = ((), 0)

    def move(self, direction: Direction) -> None:
        """A cursor key: by default it moves the focus over what can be pressed."""
        self.nav.focus.move(self, direction)

    @property
    def transient(self) -> bool:
        """Closed by itself when nobody touches the phone for a while (menus, half-typed fields)."""
        return False

    @property
    def over(self) -> bool:
        """Drawn as a pop-up over the screen that was open before, which takes no touch meanwhile."""
        return False

    @property
    def covers(self) -> bool:
        """Takes the whole panel, without status bar and soft keys."""
        return False

    @property
    def ticking(self) -> bool:
        """Shows something that changes with every second; a call's timer is known without it."""
        return False

    @property
    def secret(self) -> bool:
        """What is typed here must not be seen in the log."""
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

    def may_leave(self, then: Callable[[], None]) -> bool:  # noqa: ARG002
        """Whether Home and the time-out may close it; False once it asks first, and ``then`` follows the answer."""
        return True

    def replaces(self, other: "Screen") -> bool:
        """Whether an open screen goes when this one opens: by default an older one of its kind."""
        return type(other) is type(self)

    # Soft keys
    def key_set(self) -> str:
        """The set of softkeys.yaml for the present state; empty = a blank row."""
        return ""

    def subject(self) -> CallView | None:
        """The call that soft keys act on."""
        return self.nav.current_call()

    def possible(self, condition: str) -> bool:
        """Whether a soft key with this condition would do something."""
        known = CONDITIONS.get(condition)
        return self.has_choice() if known is None else known(self.nav, self.subject())

    def has_choice(self) -> bool:
        """Whether something is selected or typed."""
        return False

    def places(self) -> Sequence[str]:
        """The commands of the soft key row in their order, as a set of softkeys.yaml lists them."""
        name = self.key_set()
        return softkeys.keys_of(name) if name else ()

    def soft_key_pages(self) -> list[list[softkeys.Command | None]]:
        return softkeys.pages(self.places(), self.nav.panel.soft_key_cells, self.possible)

    @property
    def page(self) -> int:
        """The soft key page shown; the first one again as soon as other keys are offered."""
        offered, page = self._paged
        return page if page and offered == self._offered() else 0

    def more(self) -> None:
        count = len(self.soft_key_pages())
        self._paged = (self._offered(), (self.page + 1) % count)

    def first_page(self) -> None:
        """Soft keys begin with their first page: after one was pressed, and when the screen is shown anew."""
        self._paged = ((), 0)

    def _offered(self) -> tuple[str, ...]:
        return tuple("" if key is None else key.name for page in self.soft_key_pages() for key in page)

    def back(self) -> None:
        """The Back key."""
        self.nav.close(self)
