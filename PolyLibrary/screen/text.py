"""A text read on the screen, and the order in which people read."""

from collections.abc import Iterable
from dataclasses import dataclass

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


def _beside(one: Region, other: Region) -> bool:
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common * 2 >= min(one.bottom - one.top, other.bottom - other.top)
