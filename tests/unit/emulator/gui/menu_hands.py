"""Hands for menus and lists, on any screen: the double's and that of a phone in a fleet."""

from typing import Any

from gui_phone import FakePhone

from PolyLibrary.emulator.fleet import Fleet
from PolyLibrary.emulator.phone import VirtualPhone


class MenuHands:
    """Belongs to something with a ``gui`` and the hands of ``FakePhone``."""

    gui: Any
    labels = FakePhone.labels
    soft = FakePhone.soft
    touch = FakePhone.touch
    text_of = FakePhone.text_of

    def rows(self) -> list[str]:
        return [row["text"] for row in self.gui.describe()["rows"]]

    def details(self) -> dict[str, str]:
        return {row["text"]: row["detail"] for row in self.gui.describe()["rows"]}

    def pick(self, label: str) -> None:
        """Tap the row of this text, scrolling down to it."""
        self.show(label)
        row = next(row for row in self.gui.describe()["rows"] if row["text"] == label)
        self.touch(row["box"])

    def show(self, label: str) -> None:
        """Scroll the list from its top until the row is in view."""
        for _ in range(8):
            self.gui.swipe((240, 90), (240, 230), 100)
        seen: list[str] = []
        while label not in self.rows():
            assert self.rows() != seen, f"no row {label!r}; last {seen}"
            seen = self.rows()
            self.gui.swipe((240, 210), (240, 90), 100)

    def menu(self, *path: str) -> None:
        """Open Settings from the key and walk down."""
        self.gui.key("Setup")
        for label in path:
            self.pick(label)

    def advanced(self, *path: str, password: str = "456") -> None:
        """The menus behind the password."""
        self.menu("Advanced")
        self.type(password)
        self.press("OK")
        for label in path:
            self.pick(label)

    def press(self, label: str) -> None:
        """Tap a soft key on whichever page it is."""
        for _ in range(4):
            if label in self.labels():
                self.soft(label)
                return
            self.soft("More")
        raise AssertionError(f"no soft key {label!r}")

    def type(self, text: str) -> None:
        """Put a text into the field that has the cursor, in place of what stands there."""
        self.gui.type_text(text, replace=True)

    def title(self) -> str:
        return self.gui.describe()["title"]

    def field(self) -> str:
        return self.gui.describe()["fields"][0]["value"]

    def notice(self) -> str:
        shown = self.gui.describe()["notice"]
        return shown["text"] if shown else ""

    def icons(self) -> dict[str, str]:
        return {icon["name"]: icon["value"] for icon in self.gui.describe()["icons"]}


class FleetHands(MenuHands):
    """Hands on the screen of one phone of a fleet, each act in the fleet's own thread."""

    def __init__(self, fleet: Fleet, phone: VirtualPhone) -> None:
        self.gui = _InLoop(fleet, phone)


class _InLoop:
    def __init__(self, fleet: Fleet, phone: VirtualPhone) -> None:
        self._fleet = fleet
        self._phone = phone

    def __getattr__(self, name: str) -> Any:
        if name == "screen":
            return self._fleet.run(lambda: self._phone.gui.screen)
        return lambda *args, **named: self._fleet.run(lambda: getattr(self._phone.gui, name)(*args, **named))
