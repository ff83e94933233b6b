"""Letters on a dial pad: pressing one key again and again goes through its letters."""

from typing import Literal

from PolyLibrary.emulator.gui.data import entry

Entry = Literal["123", "abc", "ABC"]
PAUSE = 1.0
"""Seconds after which the same key begins another letter (emulator)."""


class MultiTap:
    """The letter a key stands for, by how often it was pressed in a row."""

    def __init__(self) -> None:
        self._key = ""
        self._count = 0

    def press(self, key: str, entry: Entry) -> tuple[str, bool]:
        """The letter, and whether it takes the place of the one before."""
        letters = _letters(key) if entry != "123" else key
        again = key == self._key and len(letters) > 1
        self._count = (self._count + 1) % len(letters) if again else 0
        self._key = key
        letter = letters[self._count]
        return (letter.upper() if entry == "ABC" else letter), again

    def settle(self) -> None:
        """The letter stays; the next press begins another one."""
        self._key = ""


def _letters(key: str) -> str:
    return str(entry("letters").get(key, key))
