"""Entry of a number: the field, the drawn dial pad and the numbers that match."""

from abc import abstractmethod
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.port import LogEntry
from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.widgets import Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

MOST_DIGITS = 64
PAD = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#")
LETTERS = {
    "2": "ABC",
    "3": "DEF",
    "4": "GHI",
    "5": "JKL",
    "6": "MNO",
    "7": "PQRS",
    "8": "TUV",
    "9": "WXYZ",
    "0": "+",
}


class NumberEntry(Screen):
    """Base of the screens that take a number."""

    def __init__(self, nav: "Navigation") -> None:
        super().__init__(nav)
        self._typed = ""

    @abstractmethod
    def prompt(self) -> str:
        """What an empty field says."""

    @abstractmethod
    def send(self) -> None:
        """Act on the number."""

    @abstractmethod
    def cancel(self) -> None: ...

    def icon(self) -> str:
        return "outgoing"

    @property
    def typed(self) -> str:
        return self._typed

    def type(self, digits: str) -> None:
        """Replace what is in the field."""
        self._typed = digits[:MOST_DIGITS]

    def has_choice(self) -> bool:
        return bool(self.typed)

    def digit(self, digit: str) -> None:
        self.type(self.typed + digit)

    def delete(self) -> None:
        if self.typed:
            self.type(self.typed[:-1])

    def select(self) -> None:
        self.send()

    def back(self) -> None:
        self.cancel()

    def widgets(self) -> list[Widget]:
        return [*self._field(), *self._pad(), *self._matches()]

    def _field(self) -> list[Widget]:
        box, typed = self.nav.panel.call_row(0), self.typed
        field = Widget(
            "field",
            box,
            "field" if typed else "field.empty",
            typed or self.prompt(),
            icon=self.icon(),
            name="number",
            value=typed,
            selected=True,
        )
        if not typed:
            return [field]
        width = box.width // 8
        erase = box._replace(left=box.right - width)
        # The field ends where the key begins, so that a long number never runs below it.
        shorter = Widget(
            "field",
            box._replace(right=erase.left),
            field.look,
            typed,
            icon=field.icon,
            name=field.name,
            value=typed,
            selected=True,
        )
        return [shorter, Widget("key", erase, "key.erase", icon="erase", name="<<", press=self.delete)]

    def _pad(self) -> list[Widget]:
        panel = self.nav.panel
        area = panel.keypad
        width, height = area.width // panel.keypad_columns, area.height // panel.keypad_rows
        keys = []
        for place, digit in enumerate(PAD):
            row, column = divmod(place, panel.keypad_columns)
            keys.append(
                Widget(
                    "key",
                    area.cell(column, row, width, height),
                    "key",
                    digit,
                    LETTERS.get(digit, ""),
                    name=digit,
                    press=partial(self.nav.press_digit, digit),
                )
            )
        return keys

    def _matches(self) -> list[Widget]:
        """Numbers of the call lists that begin like the typed one, newest first; a tap takes one over."""
        panel = self.nav.panel
        pad = panel.keypad
        height = pad.height // panel.keypad_rows
        area = pad._replace(left=pad.right, right=panel.content.right)
        if area.width <= 0:
            return []
        typed = self.typed
        found: dict[str, LogEntry] = {}
        port = self.nav.port
        logs = chain(port.call_log("Placed"), port.call_log("Received"), port.call_log("Missed"))
        for entry in logs:
            if entry.number.startswith(typed) and entry.number not in found and entry.number != typed:
                found[entry.number] = entry
                if len(found) == panel.keypad_rows:
                    break
        return [
            Widget(
                "row",
                area.band(place * height, height),
                "match",
                entry.name or number,
                number if entry.name and entry.name != number else "",
                entry.kind.casefold(),
                name="match",
                value=number,
                index=place + 1,
                press=partial(self.nav.press_match, number),
            )
            for place, (number, entry) in enumerate(found.items())
        ]
