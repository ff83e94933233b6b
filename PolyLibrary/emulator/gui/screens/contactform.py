"""The form of one contact: names, number, place among the favorites."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from PolyLibrary.emulator.gui.data import label, text
from PolyLibrary.emulator.gui.port import Contact
from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.screens.field import Mode
from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row
from PolyLibrary.emulator.gui.screens.saving import AskingField, ask_to_save

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

MOST_LETTERS = 255
MOST_PLACE = 4
"""Digits of the place among the favorites."""


class _Part(NamedTuple):
    """One value of the form: what Contact calls it, and its English label."""

    name: str
    label: str
    mode: Mode = "text"


PARTS = (
    _Part("first", "First Name"),
    _Part("last", "Last Name"),
    _Part("number", "Contact"),
    _Part("favorite", "Favorite Index", "number"),
)


class ContactForm(ListScreen):
    """A row a value; what is edited here is stored by Save only.

    Args:
        nav: The phone's open screens.
        contact: What stands in the form at first; key 0 adds a new entry.
    """

    numbered = True

    def __init__(self, nav: "Navigation", contact: Contact) -> None:
        super().__init__(nav)
        self._before = contact
        self._contact = contact

    @property
    def name(self) -> str:
        return "directory"

    def title(self) -> str:
        return text("contact edit" if self._before.key else "contact add")

    def key_set(self) -> str:
        return "contact form"

    def count(self) -> int:
        return len(PARTS)

    def row(self, number: int) -> Row:
        part = PARTS[number]
        return Row(label(part.label), self._value(part), value=self._value(part))

    def _value(self, part: _Part) -> str:
        value = getattr(self._contact, part.name)
        return str(value) if value else ""

    def select(self) -> None:
        part = PARTS[self.selected(len(PARTS))]

        def take(typed: str) -> str | None:
            value: Any = int(typed or 0) if part.name == "favorite" else typed.strip()
            self._contact = replace(self._contact, **{part.name: value})
            return None

        place = part.name == "favorite"
        field = AskingField(
            self.nav,
            label(part.label),
            take,
            text=self._value(part),
            mode=part.mode,
            most=MOST_PLACE if place else MOST_LETTERS,
            allowed=_is_digit if place else None,
            name=part.name,
        )
        self.nav.open(field)

    def command(self, name: str) -> bool:
        if name != "save":
            return False
        self._save()
        return True

    def _save(self) -> None:
        refusal = self.nav.port.store_contact(self._contact)
        if refusal:
            self.nav.notify(text(f"contact {refusal}"))
            return
        self.nav.close(self)

    def may_leave(self, then: Callable[[], None]) -> bool:
        if self._contact == self._before:
            return True
        ask_to_save(self.nav, self, self._save, then)
        return False

    def back(self) -> None:
        if self.may_leave(lambda: None):
            super().back()

    def replaces(self, other: Screen) -> bool:
        return isinstance(other, ContactForm)


def _is_digit(letter: str) -> bool:
    return letter in "0123456789"
