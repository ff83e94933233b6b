"""Engines that read text from pictures, one file each; a process loads at most one of a kind, at its first use."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PolyLibrary.screen.picture import Pixels
    from PolyLibrary.screen.text import Text


class Engine(Protocol):
    """What reads.

    Attributes:
        name: What ``engine=`` calls it.
    """

    name: str

    def read(self, pixels: "Pixels") -> "list[Text]":
        """All texts of a picture."""

    def read_line(self, pixels: "Pixels") -> "list[Text]":
        """The one text of a picture that shows a single line."""
