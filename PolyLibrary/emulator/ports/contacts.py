"""The contact directory of one phone for its screen."""

from collections.abc import Sequence

from PolyLibrary.emulator.contacts import Order
from PolyLibrary.emulator.gui.ports.contacts import Contact
from PolyLibrary.emulator.ports.base import Adapter

SORT_FIELD = "dir.search.field"
"""0 sorts by last names, 1 by first names (from memory)."""


class ContactAdapter(Adapter):
    """The phone behind ``ContactPort``."""

    def contacts(self, search: str = "") -> Sequence[Contact]:
        order: Order = "first" if self._phone.config.text(SORT_FIELD) == "1" else "last"
        return self._phone.contacts.entries(search, order)

    def favorites(self) -> Sequence[Contact]:
        return self._phone.contacts.favorites()

    def name_of(self, number: str) -> str:
        found = self._phone.contacts.of_number(number)
        return found.name if found else ""

    def store_contact(self, contact: Contact) -> str:
        refusal = self._phone.contacts.store(contact)
        if not refusal:
            self._phone.changed()
        return refusal

    def delete_contact(self, key: int) -> None:
        if self._phone.contacts.delete(key):
            self._phone.changed()
