"""A question or a warning in a pop-up, with the answers as soft keys."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.widgets import Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

HEIGHT = 120
"""Of a 480x272 panel."""

Answers = Mapping[str, Callable[[], None] | None]
"""Commands of softkeys.yaml in the order of their keys, and what each does once the pop-up is gone."""


class Message(Screen):
    """Stays until it is answered; the Back key and the time-out answer nothing.

    Args:
        nav: The phone's open screens.
        question: What the pop-up says, up to three lines.
        answers: ``{"yes": self._delete, "no": None}``; without any there is one key, OK.
    """

    transient = True
    over = True

    def __init__(self, nav: "Navigation", question: str, answers: Answers | None = None) -> None:
        super().__init__(nav)
        self._question = question
        self._answers = dict(answers or {"ok": None})

    @property
    def name(self) -> str:
        return "message"

    def title(self) -> str:
        return self._question

    def key_set(self) -> str:
        return "message"

    def places(self) -> Sequence[str]:
        return tuple(self._answers)

    def widgets(self) -> list[Widget]:
        panel = self.nav.panel
        across = panel.popup.left - panel.content.left
        high = min(panel.length(HEIGHT), panel.popup.height)
        box = panel.content.inset(across, 0).band((panel.content.height - high) // 2, high)
        return [
            Widget("box", panel.content, "scrim", name="scrim", solid=True),
            Widget("popup", box, "message", self._question, name="message", solid=True),
        ]

    def select(self) -> None:
        """The first answer."""
        self.command(next(iter(self._answers)))

    def command(self, name: str) -> bool:
        if name not in self._answers:
            return False
        self.nav.close(self)
        act = self._answers[name]
        if act is not None:
            act()
        return True
