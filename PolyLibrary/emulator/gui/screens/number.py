"""Entry of a number: the field, the drawn dial pad and the numbers that match."""

from abc import abstractmethod
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from PolyLibrary.emulator.gui.port import LogKind
from PolyLibrary.emulator.gui.screens.base import Direction, Screen
from PolyLibrary.emulator.gui.screens.pad import DIALLED, pad_widgets
from PolyLibrary.emulator.gui.widgets import Box, Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

MOST_DIGITS = 64
LISTS: tuple[LogKind, ...] = ("Placed", "Received", "Missed")


class Match(NamedTuple):
    """A number that could be meant."""

    number: str
    name: str
    icon: str


class NumberEntry(Screen):
    """Base of the screens that take a number."""

    def __init__(self, nav: "Navigation") -> None:
        super().__init__(nav)
        self._typed = ""
        self._behind = 0
        """Characters to the right of the cursor."""

    @abstractmethod
    def prompt(self) -> str:
        """What an empty field says."""

    @abstractmethod
    def send(self) -> None:
        """Act on the number."""

    @abstractmethod
    def cancel(self) -> None: ...

    def headline(self) -> str:
        """Stands above the field; nothing where the prompt says enough."""
        return ""

    def note(self) -> str:
        """Small text at the right end of the field."""
        return ""

    def icon(self) -> str:
        return "outgoing"

    # Typing
    @property
    def typed(self) -> str:
        return self._typed

    @property
    def cursor(self) -> int:
        """How many characters stand before it."""
        return max(0, len(self.typed) - self._behind)

    def type(self, digits: str) -> None:
        """Replace what is in the field."""
        self._typed = digits[:MOST_DIGITS]

    def has_choice(self) -> bool:
        return bool(self.typed)

    def insert(self, written: str) -> None:
        """Put it in where the cursor is."""
        typed, at = self.typed, self.cursor
        if len(typed) + len(written) <= MOST_DIGITS:
            self._behind = len(typed) - at
            self.type(typed[:at] + written + typed[at:])

    def digit(self, digit: str) -> None:
        self.insert(digit)

    def delete(self) -> None:
        """The character left of the cursor."""
        typed, at = self.typed, self.cursor
        if at:
            self._behind = len(typed) - at
            self.type(typed[: at - 1] + typed[at:])

    def hold_digit(self, digit: str) -> bool:
        """Held, 0 gives the + of a number in international form."""
        if digit == "0":
            self.insert("+")
        return digit == "0"

    def hold_delete(self) -> None:
        self._behind = 0
        self.type("")

    def move(self, direction: Direction) -> None:
        """Sideways the cursor in the number; up and down the focus over the matches."""
        if direction in {"left", "right"} and self.typed:
            step = 1 if direction == "left" else -1
            self._behind = min(max(0, len(self.typed) - self.cursor + step), len(self.typed))
        else:
            super().move(direction)

    def write(self, text: str, *, replace: bool) -> bool:
        if replace:
            self._behind = 0
            self.type("")
        room = MOST_DIGITS - len(self.typed)
        self.insert("".join(letter for letter in text if self.takes(letter))[:room])
        return True

    def takes(self, letter: str) -> bool:
        """Whether a character can be typed here."""
        return letter in DIALLED

    def take_over(self, number: str) -> None:
        """A match was chosen: it takes the place of what was typed."""
        self._behind = 0
        self.type(number)

    def select(self) -> None:
        self.send()

    def back(self) -> None:
        self.cancel()

    # Drawing
    def widgets(self) -> list[Widget]:
        panel, headline = self.nav.panel, self.headline()
        if not headline:
            return [*self._field(panel.field), *pad_widgets(self.nav), *self._matches([panel.field])]
        title, field = panel.form
        head = Widget("label", title, "title", headline, name="title")
        return [head, *self._field(field), *pad_widgets(self.nav), *self._matches([title, field])]

    def _field(self, box: Box) -> list[Widget]:
        panel, typed = self.nav.panel, self.typed
        erase = box._replace(left=box.right - panel.erase_width)
        drawn = bool(typed) and panel.touch
        field = Widget(
            "field",
            # The field ends where the key begins, so that a long number never runs below it.
            box._replace(right=erase.left) if drawn else box,
            "field" if typed else "field.empty",
            typed or self.prompt(),
            self.note(),
            self.icon(),
            name="number",
            value=typed,
            selected=True,
            cursor=self.cursor,
        )
        if not drawn:
            return [field]
        key = Widget("key", erase, "key.erase", icon="erase", name="<<", press=self.delete, hold=self.hold_delete)
        return [field, key]

    def _matches(self, above: list[Box]) -> list[Widget]:
        """A tap on one takes it over; they stand below whatever is ``above`` in their column."""
        area, most, height = self.nav.panel.matches
        if not most:
            return []
        taken = [box.bottom for box in above if box.left < area.right and area.left < box.right]
        area = area._replace(top=max([area.top, *taken]))
        rows = islice(self._found(), min(most, area.height // height))
        return [
            Widget(
                "row",
                area.band(place * height, height),
                "match",
                match.name or match.number,
                match.number if match.name and match.name != match.number else "",
                match.icon,
                name="match",
                value=match.number,
                index=place + 1,
                press=partial(self.take_over, match.number),
            )
            for place, match in enumerate(rows)
        ]

    def _found(self) -> Iterator[Match]:
        """Each number once: those of the call lists, newest first, then those of the directory."""
        typed = self.typed
        seen = {typed}
        for match in self._known():
            if match.number not in seen and self.matches(match, typed):
                seen.add(match.number)
                yield match

    def _known(self) -> Iterator[Match]:
        port = self.nav.port
        entries = [entry for kind in LISTS for entry in port.call_log(kind)]
        for entry in sorted(entries, key=lambda entry: entry.start, reverse=True):
            yield Match(entry.number, entry.name, entry.kind.casefold())
        # Without a digit the whole directory would match; it has a screen of its own.
        for contact in port.contacts() if self.typed else ():
            yield Match(contact.number, contact.name, "star" if contact.favorite else "book")

    def matches(self, match: Match, typed: str) -> bool:
        return match.number.startswith(typed)
