"""The contact directory: a list to search in, to dial from and to edit."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import Contact
from PolyLibrary.emulator.gui.screens.contactform import ContactForm
from PolyLibrary.emulator.gui.screens.field import Field
from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

SORT_FIELD = "dir.search.field"
MOST_SEARCH = 64


def listed_name(contact: Contact, order: str) -> str:
    """``Last, First`` where last names lead, else ``First Last``; the number of an entry without a name."""
    if order != "1" and contact.first and contact.last:
        return text("contact last first", first=contact.first, last=contact.last)
    return contact.name or contact.number


class Directory(ListScreen):
    """All contacts, or those that a search has found. Dial also hands a call over while a transfer is on."""

    def __init__(self, nav: "Navigation") -> None:
        super().__init__(nav)
        self._search = ""

    @property
    def name(self) -> str:
        return "directory"

    def title(self) -> str:
        return text("directory found", search=self._search) if self._search else text("directory title")

    def key_set(self) -> str:
        return "directory"

    def detail(self) -> str:
        count = self.count()
        return text("count", number=self.selected(count) + 1, total=count) if count else ""

    def empty_text(self) -> str:
        return text("directory no match") if self._search else text("directory empty")

    def count(self) -> int:
        return len(self.nav.port.contacts(self._search))

    def row(self, number: int) -> Row:
        contact = self.nav.port.contacts(self._search)[number]
        shown = listed_name(contact, self.nav.port.setting(SORT_FIELD))
        # A number alone need not stand there twice.
        detail = contact.number if shown != contact.number else ""
        return Row(shown, detail, "star" if contact.favorite else "book", contact.number)

    def entry(self) -> Contact | None:
        """The marked one."""
        contacts = self.nav.port.contacts(self._search)
        at = self.selected(len(contacts))
        return contacts[at] if at >= 0 else None

    def select(self) -> None:
        entry = self.entry()
        if entry is not None:
            self.nav.port.dial(entry.number)

    def delete(self) -> None:
        entry = self.entry()
        if entry is not None:
            question = text("delete contact", name=entry.name or entry.number)
            self.nav.ask(question, yes=lambda: self.nav.port.delete_contact(entry.key), no=None)

    def command(self, name: str) -> bool:
        if name == "search":
            title = text("directory search")
            field = Field(self.nav, title, self._found, text=self._search, most=MOST_SEARCH, name="search")
            self.nav.open(field)
        elif name == "add_contact":
            self.nav.open(ContactForm(self.nav, Contact("", "", "")))
        elif name == "edit_contact":
            if (entry := self.entry()) is not None:
                self.nav.open(ContactForm(self.nav, entry))
        else:
            return False
        return True

    def _found(self, search: str) -> str | None:
        self._search = search.strip()
        self._at = self._top = 0
        return None

    def back(self) -> None:
        """From what was found to all contacts, and from there out."""
        if self._search:
            self._found("")
        else:
            super().back()
