"""Settings: the menus of menus.yaml, each entry with its present value."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.menus import Entry, entries_of
from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.screens.field import Field
from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row
from PolyLibrary.emulator.gui.screens.settingsacts import run
from PolyLibrary.emulator.gui.screens.settingsvalues import edit, parameter_of, shown_value
from PolyLibrary.emulator.gui.screens.statuspages import StatusPages

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

MOST_REGISTRATIONS = 34
REGISTRATION = "reg.{n}.address"


class SettingsMenu(ListScreen):
    """One menu.

    Args:
        nav: The phone's open screens.
        above: The entry that opened it; it says what stands in it, and gives the title.
        admin: Whether the administrator's password was given on the way here.
    """

    numbered = True

    def __init__(self, nav: "Navigation", above: Entry, *, admin: bool = False) -> None:
        super().__init__(nav)
        self._above = above
        self._admin = admin

    @property
    def name(self) -> str:
        return "settings"

    def title(self) -> str:
        return self._above.title

    def replaces(self, other: Screen) -> bool:
        return isinstance(other, SettingsMenu) and other._above == self._above

    def key_set(self) -> str:
        return "menu"

    def empty_text(self) -> str:
        return text("settings empty")

    def entries(self) -> list[Entry]:
        """Those that exist at present, for whoever has come here."""
        return [
            entry
            for entry in _below(self.nav, self._above)
            if (self._admin or not entry.admin) and (not entry.when or self.nav.port.setting(entry.when) == "1")
        ]

    def count(self) -> int:
        return len(self.entries())

    def row(self, number: int) -> Row:
        entry = self.entries()[number]
        shown = shown_value(self.nav, entry)
        return Row(entry.title, shown, entry.icon, shown)

    def select(self) -> None:
        entries = self.entries()
        at = self.selected(len(entries))
        if at < 0:
            return
        entry = entries[at]
        if entry.asks:
            self._ask_password(entry)
        elif entry.each or entry.opens:
            self.nav.open(SettingsMenu(self.nav, entry, admin=self._admin))
        elif entry.page:
            self.nav.open(StatusPages(self.nav, entry))
        elif entry.does:
            run(self.nav, entry)
        else:
            edit(self.nav, entry)

    def _ask_password(self, entry: Entry) -> None:
        def check(password: str) -> str | None:
            port = self.nav.port
            if not (port.is_admin(password) or port.is_user(password)):
                return text("wrong password")
            self.nav.open(SettingsMenu(self.nav, entry, admin=port.is_admin(password)))
            return None

        title = text("settings password")
        self.nav.open(Field(self.nav, title, check, mode="password", least=1, name="password"))


def _below(nav: "Navigation", above: Entry) -> Sequence[Entry]:
    """What an entry opens: one entry for each line or word, or the menu it names."""
    if above.each:
        return [above.of_each(word, name) for word, name in _each(nav, above)]
    entries = entries_of(above.opens)
    return [entry.below(above.of) for entry in entries] if above.of else entries


def _each(nav: "Navigation", entry: Entry) -> list[tuple[str, str]]:
    """Word and label of each that the entry stands for."""
    if entry.each == "words":
        return [(word, word) for word in entry.words]
    numbers = range(1, MOST_REGISTRATIONS + 1)
    used = [n for n in numbers if nav.port.setting(parameter_of(nav, REGISTRATION, str(n)))]
    if entry.each == "registrations and one" and len(used) < MOST_REGISTRATIONS:
        used.append(next(n for n in numbers if n not in used))
    found = []
    for n in sorted(used):
        own = nav.port.setting(f"reg.{n}.label") or nav.port.setting(f"reg.{n}.address")
        found.append((str(n), text("settings line named" if own else "settings line", number=n, label=own)))
    return found


def open_settings(nav: "Navigation", menu: str = "settings") -> None:
    """The Settings tile and key; ``status`` for the Status key."""
    nav.open(SettingsMenu(nav, Entry(menu.capitalize(), opens=menu)))
