"""Somebody at a virtual phone: presses what is on its screen, by its name. All of it runs in the fleet's loop."""

import asyncio
from collections.abc import Callable, Sequence

from PolyLibrary.emulator.gui.data import label, language_of, speaking
from PolyLibrary.emulator.gui.widgets import Scene, Widget
from PolyLibrary.emulator.phone import VirtualPhone

LIMIT = 5.0
"""Seconds that a phone may take to get somewhere."""
STEP = 0.005
MOST_PAGES = 8
MOST_ROWS = 60


class Stuck(Exception):
    """The phone does not show what the script needs."""


class Hands:
    """One phone to look at, and others to call it.

    Args:
        phone: The phone whose screens are wanted.
        others: The far ends, in the order in which the script uses them.
    """

    def __init__(self, phone: VirtualPhone, others: Sequence[VirtualPhone]) -> None:
        self.phone = phone
        self.others = others

    @property
    def scene(self) -> Scene:
        return self.phone.gui.scene()

    def key(self, *names: str) -> None:
        """Hard keys, one after the other."""
        for name in names:
            self.phone.gui.key(name)

    def digits(self, digits: str) -> None:
        self.key(*(f"Dialpad{digit}" for digit in digits))

    def press(self, *commands: str) -> None:
        """Soft keys by their names in softkeys.yaml, on whichever page they stand."""
        for command in commands:
            for _ in range(MOST_PAGES):
                if (found := self._drawn("soft key", command)) is not None:
                    break
                self._tap(self._need("soft key", "more"))
            self._tap(found or self._need("soft key", command))

    def icon(self, name: str) -> None:
        """Touch an icon of the status bar."""
        self._tap(self._need("icon", name))

    def pick(self, *rows: str) -> None:
        """Rows by their English text: down the list to each, then Select."""
        with speaking(language_of(self.phone.config.text("lcl.ml.lang"))):
            texts = [label(row) for row in rows]
        for text in texts:
            for _ in range(MOST_ROWS):
                selected = next((row for row in self.scene.widgets if row.kind == "row" and row.selected), None)
                if selected is not None and selected.text == text:
                    break
                self.key("ArrowDown")
            else:
                raise Stuck(f"no row {text!r} on the screen {self.phone.gui.screen!r}")
            self.key("Select")

    def write(self, text: str) -> None:
        """Into the field."""
        self.phone.gui.type_text(text, replace=True)

    async def until(self, reached: Callable[[], bool], wanted: str) -> None:
        """Wait for the phone.

        Raises:
            Stuck: It did not get there in time.
        """
        for _ in range(round(LIMIT / STEP)):
            if reached():
                return
            await asyncio.sleep(STEP)
        raise Stuck(f"{self.phone.model.display} does not get to {wanted}: it shows {self.phone.gui.screen!r}")

    async def shows(self, screen: str) -> None:
        await self.until(lambda: self.phone.gui.screen == screen, f"the screen {screen!r}")

    async def talks(self, state: str = "Connected") -> None:
        """Until a call of the phone is in this state."""
        await self.until(lambda: any(leg.word == state for leg in self.phone.desk.legs), state)

    def ring(self, other: int = 0) -> None:
        """Let another phone call this one."""
        self.others[other].desk.dial(self.phone.lines[0].number)

    async def answered(self, other: int = 0) -> None:
        """Let another phone answer what rings there."""
        desk = self.others[other].desk
        await self.until(lambda: any(leg.word == "Offering" for leg in desk.legs), "a call at the far end")
        desk.answer(next(leg for leg in desk.legs if leg.word == "Offering"))

    def rest(self) -> None:
        """All calls over, every screen closed."""
        for phone in (self.phone, *self.others):
            phone.desk.drop_all()
        self.phone.exchange.allow(self.phone.lines[0].number)
        self.phone.desk.registration.begin()
        self.phone.life.ready = True
        self.phone.desk.lock.set(locked=False)
        self.phone.desk.set_dnd(False)
        self.phone.config.drop("local")
        self.phone.gui.reset()

    def _drawn(self, kind: str, name: str) -> Widget | None:
        return next((widget for widget in self.scene.widgets if widget.kind == kind and widget.name == name), None)

    def _need(self, kind: str, name: str) -> Widget:
        found = self._drawn(kind, name)
        if found is None:
            raise Stuck(f"no {kind} {name!r} on the screen {self.phone.gui.screen!r} of a {self.phone.model.display}")
        return found

    def _tap(self, widget: Widget) -> None:
        self.phone.gui.tap(*widget.box.centre)
