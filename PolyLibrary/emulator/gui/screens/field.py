"""One field to fill: a number, a text or a password."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PolyLibrary.emulator.gui.data import text as words
from PolyLibrary.emulator.gui.multitap import PAUSE, Entry, MultiTap
from PolyLibrary.emulator.gui.screens.base import Direction, Screen
from PolyLibrary.emulator.gui.screens.pad import DIALLED, pad_widgets
from PolyLibrary.emulator.gui.widgets import Box, Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

Mode = Literal["number", "text", "password"]
"""number: digits, ``*``, ``#`` and ``+``. text: letters by multi-tap too. password: as text, shown as dots."""
DOT = "\u2022"
ENTRIES: dict[str, Entry] = {"entry_123": "123", "entry_abc": "abc", "entry_upper": "ABC"}
MOST = 64


class Field(Screen):
    """Open until OK takes the text, or Cancel, Back or the time-out drops it.

    Args:
        nav: The phone's open screens.
        title: What is asked for.
        on_ok: Gets the text. It returns why the phone refuses it, else nothing. A refusal is shown and the field
            stays; otherwise the field is already closed when ``on_ok`` runs, so that it may open other screens.
        text: What stands in the field at first.
        mode: What can be typed, and whether it is shown.
        most: Letters at most; what is longer is cut.
        least: Letters at least; OK is blank before.
        allowed: Whether a single character may be typed; by default all that the mode has.
        name: Of the field, in uixml.
        on_cancel: Runs when the field is left without OK.
    """

    transient = True

    def __init__(
        self,
        nav: "Navigation",
        title: str,
        on_ok: Callable[[str], str | None],
        *,
        text: str = "",
        mode: Mode = "text",
        most: int = MOST,
        least: int = 0,
        allowed: Callable[[str], bool] | None = None,
        name: str = "text",
        on_cancel: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(nav)
        self._title = title
        self._on_ok = on_ok
        self._on_cancel = on_cancel
        self._mode = mode
        self._most = most
        self._least = least
        self._allowed = allowed
        self._field = name
        self._text = text[:most]
        self._cursor = len(self._text)
        self._entry: Entry = "abc" if mode == "text" else "123"
        self._taps = MultiTap()

    @property
    def name(self) -> str:
        return "field"

    def title(self) -> str:
        return self._title

    @property
    def secret(self) -> bool:
        return self._mode == "password"

    @property
    def typed(self) -> str:
        """What stands in the field, also of a password."""
        return self._text

    def key_set(self) -> str:
        return "number field" if self._mode == "number" else "text field"

    def has_choice(self) -> bool:
        return bool(self._text)

    # Typing
    def digit(self, digit: str) -> None:
        letter, again = self._taps.press(digit, self._entry)
        if again and self._cursor:
            self._text = self._text[: self._cursor - 1] + self._text[self._cursor :]
            self._cursor -= 1
        self._insert(letter)
        if self._entry == "123":
            self._taps.settle()
        else:
            self.nav.timers.start("multi tap", PAUSE, self._taps.settle)

    def hold_digit(self, digit: str) -> bool:
        """Held, a key gives its digit whatever the mode; 0 gives + in a number."""
        self._taps.settle()
        self._insert("+" if digit == "0" and self._mode == "number" else digit)
        return True

    def write(self, text: str, *, replace: bool) -> bool:
        self._taps.settle()
        if replace:
            self._text, self._cursor = "", 0
        for letter in text:
            self._insert(letter)
        return True

    def _insert(self, letter: str) -> None:
        if len(self._text) >= self._most or not letter.isprintable():
            return
        if self._mode == "number" and letter not in DIALLED:
            return
        if self._allowed is not None and not self._allowed(letter):
            return
        self._text = self._text[: self._cursor] + letter + self._text[self._cursor :]
        self._cursor += 1

    def delete(self) -> None:
        """The character left of the cursor."""
        self._taps.settle()
        if self._cursor:
            self._text = self._text[: self._cursor - 1] + self._text[self._cursor :]
            self._cursor -= 1

    def hold_delete(self) -> None:
        self._taps.settle()
        self._text, self._cursor = "", 0

    def move(self, direction: Direction) -> None:
        self._taps.settle()
        step = {"left": -1, "right": 1}.get(direction, 0)
        self._cursor = min(max(0, self._cursor + step), len(self._text))

    # Leaving
    def select(self) -> None:
        if len(self._text) < self._least:
            self.nav.notify(words("field too short", least=self._least))
            return
        self.nav.close(self)
        refusal = self._on_ok(self._text)
        if refusal:
            self.nav.open(self)
            self.nav.notify(refusal)

    def back(self) -> None:
        self.nav.close(self)
        if self._on_cancel is not None:
            self._on_cancel()

    def command(self, name: str) -> bool:
        if name == "ok":
            self.select()
        elif name == "cancel":
            self.back()
        elif name in ENTRIES:
            self._taps.settle()
            self._entry = ENTRIES[name]
        else:
            return False
        return True

    # Drawing
    def note(self) -> str:
        """Stands at the right end of the title: which letters the keys give."""
        return "" if self._mode == "number" else self._entry

    def widgets(self) -> list[Widget]:
        panel = self.nav.panel
        title, field = panel.form
        shown = DOT * len(self._text) if self.secret else self._text
        erase = Box(field.right - panel.erase_width, field.top, field.right, field.bottom)
        result = [
            Widget("label", title, "title", self._title, self.note(), name="title"),
            Widget(
                "field",
                field._replace(right=erase.left) if panel.touch else field,
                "field" if shown else "field.empty",
                shown,
                name=self._field,
                value=shown,
                selected=True,
                cursor=self._cursor,
            ),
        ]
        if panel.touch:
            result.append(
                Widget("key", erase, "key.erase", icon="erase", name="<<", press=self.delete, hold=self.hold_delete)
            )
        return result + pad_widgets(self.nav)
