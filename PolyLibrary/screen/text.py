"""A text read on the screen, and the order in which people read."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from PolyLibrary.terms import Point, Region


@dataclass(frozen=True)
class Text:
    """A text on the screen.

    Attributes:
        text: As it was read.
        box: Where it stands.
        confidence: 0 to 1, as the engine sees it.
    """

    text: str
    box: Region
    confidence: float

    @property
    def centre(self) -> Point:
        return self.box.centre


def lines(texts: Iterable[Text]) -> list[list[Text]]:
    """Lines from top to bottom, each from left to right.

    Texts are of one line when at least half of the lower one lies beside the other.
    """
    found: list[list[Text]] = []
    for text in sorted(texts, key=lambda text: (text.box.top + text.box.bottom, text.box.left)):
        for line in found:
            if _beside(line[-1].box, text.box):
                line.append(text)
                break
        else:
            found.append([text])
    for line in found:
        line.sort(key=lambda text: text.box.left)
    return found


def reading_order(texts: Iterable[Text]) -> tuple[Text, ...]:
    """Line by line, as people read."""
    return tuple(text for line in lines(texts) for text in line)


def without_icons(text: Text) -> Text | None:
    """The text without the symbols at its ends, as which an engine reads the icon beside a text; None without rest."""
    letters = text.text
    first, last = 0, len(letters)
    while first < last and _is_symbol(letters[first]):
        first += 1
    while last > first and _is_symbol(letters[last - 1]):
        last -= 1
    if first == 0 and last == len(letters):
        return text if letters.strip() else None
    rest = letters[first:last].strip()
    if not rest:
        return None
    # A symbol is about as wide as the line is high.
    high = text.box.bottom - text.box.top
    left = min(text.box.left + first * high, text.box.right - 1)
    right = max(text.box.right - (len(letters) - last) * high, left + 1)
    return replace(text, text=rest, box=text.box._replace(left=left, right=right))


def _is_symbol(char: str) -> bool:
    """Stars, discs, arrows and their like; a degree sign or a currency is part of a text."""
    return char.isspace() or (unicodedata.category(char) in ("So", "Sm") and 0x2190 <= ord(char) <= 0x2BFF)


def _beside(one: Region, other: Region) -> bool:
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common * 2 >= min(one.bottom - one.top, other.bottom - other.top)
