"""The contact directory and the favorites, as the screen sees and handles them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Contact:
    """One entry of the directory; ``favorite`` is its place among the favorites, 0 for none."""

    first: str
    last: str
    number: str
    favorite: int = 0
    key: int = 0
    """Names the entry in the act methods; 0 for one that is not stored yet."""

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()


class ContactPort(Protocol):
    """The directory behind the screen; up to 9,999 entries."""

    def contacts(self, search: str = "") -> Sequence[Contact]:
        """By last name, then first name; only those with the search text in a name or number, case aside."""
        ...

    def favorites(self) -> Sequence[Contact]:
        """By their place."""
        ...

    def name_of(self, number: str) -> str:
        """The directory's name for a number; else empty."""
        ...

    def store_contact(self, contact: Contact) -> str:
        """Add (key 0) or change. Returns why it was refused: no number, number exists, directory full; else empty."""
        ...

    def delete_contact(self, key: int) -> None: ...
