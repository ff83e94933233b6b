"""Engines that read text from pictures, one file each; a process loads at most one of a kind, at its first use."""

import unicodedata
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PolyLibrary.screen.picture import Pixels
    from PolyLibrary.screen.text import Text

SCRIPTS = {"rapidocr": frozenset({"LATIN", "GREEK", "CJK", "HIRAGANA", "KATAKANA"}), "tesserocr": frozenset[str]()}
"""The scripts whose letters an engine knows beside plain ASCII: RapidOCR by the list of its model's characters,
Tesseract by its English data."""


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


def unknown_letters(text: str, engine: str) -> str:
    """The letters of a text that an engine never reads, whatever the screen shows."""
    known = SCRIPTS[engine]
    return "".join(
        char
        for char in dict.fromkeys(unicodedata.normalize("NFC", text))
        if char.isalpha() and not char.isascii() and unicodedata.name(char, "").partition(" ")[0] not in known
    )
