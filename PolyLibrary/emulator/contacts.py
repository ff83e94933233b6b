"""The contact directory of one phone: kept over restarts and reboots, gone after a factory reset.

The most entries, the refusals and what happens to a favorite place that is taken are rules of the emulator.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Literal

from PolyLibrary.emulator.gui.ports.contacts import Contact

MOST_CONTACTS = 9999
MOST_CHARACTERS = 255
"""Of each name and of a number; what is longer is cut, as the phone's fields do."""
Order = Literal["last", "first"]


class ContactBook:
    """The entries of one phone."""

    def __init__(self) -> None:
        self._keys = count(1)
        self._entries: dict[int, Contact] = {}
        self._by_number: dict[str, int] = {}
        self._words: dict[int, str] = {}
        self._ordered: dict[Order, tuple[Contact, ...]] = {}
        self._found: tuple[str, Order, tuple[Contact, ...]] | None = None

    def __len__(self) -> int:
        return len(self._entries)

    def entries(self, search: str = "", order: Order = "last") -> Sequence[Contact]:
        """Sorted by last name, then first name, or the other way round; case makes no difference.

        Args:
            search: Only entries with this text in a name or in the number; blanks around it do not count.
            order: Which name comes first in the order.
        """
        wanted = search.strip().casefold()
        # A screen asks for the same list several times a look, and there may be thousands.
        if self._found is None or self._found[:2] != (wanted, order):
            everyone = self._sorted(order)
            found = tuple(one for one in everyone if wanted in self._words[one.key]) if wanted else everyone
            self._found = (wanted, order, found)
        return self._found[2]

    def _sorted(self, order: Order) -> tuple[Contact, ...]:
        if order not in self._ordered:
            names = ("last", "first") if order == "last" else ("first", "last")

            def place(contact: Contact) -> tuple[str, ...]:
                # An entry without the leading name stands where its other name belongs.
                parts = [getattr(contact, name).casefold() for name in names]
                return (*(part for part in parts if part), contact.number)

            self._ordered[order] = tuple(sorted(self._entries.values(), key=place))
        return self._ordered[order]

    def favorites(self) -> Sequence[Contact]:
        """Those with a place, by their place."""
        placed = (contact for contact in self._entries.values() if contact.favorite)
        return sorted(placed, key=lambda contact: contact.favorite)

    def of_number(self, number: str) -> Contact | None:
        """The entry of exactly this number."""
        key = self._by_number.get(number)
        return None if key is None else self._entries[key]

    def store(self, contact: Contact) -> str:
        """Add an entry (key 0), or change the one of that key.

        Returns:
            Why it was refused: ``no number``, ``number exists``, ``directory full``, ``no such contact``; else
            empty.
        """
        wanted = replace(
            contact,
            first=_kept(contact.first),
            last=_kept(contact.last),
            number=_kept(contact.number),
            favorite=max(0, contact.favorite),
        )
        holder = self._by_number.get(wanted.number)
        refusal = ""
        if not wanted.number:
            refusal = "no number"
        elif holder is not None and holder != wanted.key:
            refusal = "number exists"
        elif wanted.key and wanted.key not in self._entries:
            refusal = "no such contact"
        elif not wanted.key and len(self._entries) >= MOST_CONTACTS:
            refusal = "directory full"
        if refusal:
            return refusal
        if wanted.key:
            del self._by_number[self._entries[wanted.key].number]
        else:
            wanted = replace(wanted, key=next(self._keys))
        self._put(wanted)
        if wanted.favorite:
            self._make_room(wanted)
        self._forget_orders()
        return ""

    def _put(self, contact: Contact) -> None:
        self._entries[contact.key] = contact
        self._by_number[contact.number] = contact.key
        self._words[contact.key] = " ".join((contact.name, contact.last, contact.first, contact.number)).casefold()

    def _make_room(self, taker: Contact) -> None:
        """Who had the place moves to the next one, and so on up to the first free place."""
        for other in self.favorites():
            if other.key != taker.key and other.favorite == taker.favorite:
                taker = replace(other, favorite=other.favorite + 1)
                self._put(taker)

    def delete(self, key: int) -> bool:
        """Whether there was such an entry."""
        gone = self._entries.pop(key, None)
        if gone is None:
            return False
        del self._by_number[gone.number], self._words[key]
        self._forget_orders()
        return True

    def clear(self) -> None:
        """Forget all entries."""
        self._entries.clear()
        self._by_number.clear()
        self._words.clear()
        self._forget_orders()

    def _forget_orders(self) -> None:
        self._ordered.clear()
        self._found = None


def _kept(text: str) -> str:
    """Every character that can be shown and sent again: no control characters, no halves of a surrogate pair."""
    return "".join(char for char in text if char >= " " and not "\ud800" <= char <= "\udfff").strip()[:MOST_CHARACTERS]
