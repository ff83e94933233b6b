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
    """The text without the symbols at its ends, as which an engine reads the icon beside a text; None without rest.

    A lone ``l`` is a one as well: no language of these phones has such a word, and engines take one for the other.
    """
    letters = text.text
    first, last = 0, len(letters)
    while first < last and _is_icon(letters[first], letters[first + 1 : last]):
        first += 1
    while last > first and _is_icon(letters[last - 1], letters[first : last - 1][::-1]):
        last -= 1
    rest = letters[first:last].strip()
    if not rest:
        return None
    rest = " ".join("1" if word == "l" else word for word in rest.split(" "))
    if first == 0 and last == len(letters):
        return text if rest == letters else replace(text, text=rest)
    # A symbol is about as wide as the line is high.
    high = text.box.bottom - text.box.top
    symbols = len(letters[:first].strip()), len(letters[last:].strip())
    left = min(text.box.left + symbols[0] * high, text.box.right - 1)
    right = max(text.box.right - symbols[1] * high, left + 1)
    return replace(text, text=rest, box=text.box._replace(left=left, right=right))


def _is_icon(char: str, rest: str) -> bool:
    """Whether a character at the end of a text is an icon: a star or arrow, or a lone letter of a foreign script.

    Args:
        char: The outermost character.
        rest: What comes after it, from the outside in.
    """
    if char.isspace() or (unicodedata.category(char) in _SYMBOLS and 0x2190 <= ord(char) <= 0x2BFF):
        return True
    own, others = _script(char), {_script(other) for other in rest if other.isalnum()}
    if not char.isalpha() or not others or own in others:
        return False
    # One ideogram is a drawing; a Greek or Cyrillic letter when it stands alone, or before a word of Latin letters.
    latin = len(rest) > 1 and _script(rest[0]) == _script(rest[1]) == "LATIN"
    return own == "CJK" or (own != "LATIN" and (rest[:1].isspace() or latin))


_SYMBOLS = frozenset({"So", "Sm", "No"})


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


def _beside(one: Region, other: Region) -> bool:
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common * 2 >= min(one.bottom - one.top, other.bottom - other.top)
