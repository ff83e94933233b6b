"""Favorites: the contacts that have a place, in the order of their places."""

from dataclasses import replace

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import Contact
from PolyLibrary.emulator.gui.screens.contactform import ContactForm
from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row


class Favorites(ListScreen):
    """A digit dials the favorite of that place."""

    @property
    def name(self) -> str:
        return "favorites"

    def title(self) -> str:
        return text("favorites title")

    def key_set(self) -> str:
        return "favorites"

    def empty_text(self) -> str:
        return text("favorites empty")

    def count(self) -> int:
        return len(self.nav.port.favorites())

    def row(self, number: int) -> Row:
        contact = self.nav.port.favorites()[number]
        return Row(contact.name or contact.number, text("favorite", place=contact.favorite), "star", contact.number)

    def entry(self) -> Contact | None:
        """The marked one."""
        favorites = self.nav.port.favorites()
        at = self.selected(len(favorites))
        return favorites[at] if at >= 0 else None

    def select(self) -> None:
        entry = self.entry()
        if entry is not None:
            self.nav.port.dial(entry.number)

    def digit(self, digit: str) -> None:
        placed = [contact.favorite for contact in self.nav.port.favorites()]
        if digit.isdigit() and int(digit) in placed:
            self.choose(placed.index(int(digit)))
            self.select()
        else:
            super().digit(digit)

    def delete(self) -> None:
        """The entry stays in the directory."""
        entry = self.entry()
        if entry is not None:
            self.nav.port.store_contact(replace(entry, favorite=0))

    def command(self, name: str) -> bool:
        if name != "edit_contact":
            return False
        if (entry := self.entry()) is not None:
            self.nav.open(ContactForm(self.nav, entry))
        return True
