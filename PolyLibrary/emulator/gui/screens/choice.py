"""A value out of a few: a list with the present one ticked."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


class Choice(ListScreen):
    """Select takes the marked value and goes back; so does a digit, which picks the n-th.

    Args:
        nav: The phone's open screens.
        title: What is chosen: the name of the setting.
        options: Value and label of each, in their order.
        current: The value in force; its row is ticked and marked at first.
        on_choose: Gets the value. It returns why the phone refuses it, else nothing; a refusal is shown and the
            list stays.
        name: Of the screen.
    """

    numbered = True

    def __init__(
        self,
        nav: "Navigation",
        title: str,
        options: Sequence[tuple[str, str]],
        current: str,
        on_choose: Callable[[str], str | None],
        *,
        name: str = "settings",
    ) -> None:
        super().__init__(nav)
        self._title = title
        self._options = tuple(options)
        self._current = current
        self._on_choose = on_choose
        self._name = name
        self._at = next((place for place, (value, _) in enumerate(self._options) if value == current), 0)

    @property
    def name(self) -> str:
        return self._name

    def title(self) -> str:
        return self._title

    def key_set(self) -> str:
        return "choice"

    def count(self) -> int:
        return len(self._options)

    def row(self, number: int) -> Row:
        value, label = self._options[number]
        return Row(label, icon="radio.on" if value == self._current else "radio.off", value=value)

    def select(self) -> None:
        if not self._options:
            return
        value = self._options[self.selected(self.count())][0]
        refusal = self._on_choose(value)
        if refusal:
            self.nav.notify(refusal)
            return
        self._current = value
        self.nav.close(self)
