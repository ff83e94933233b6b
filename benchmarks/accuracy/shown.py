"""A drawn screen with its truth, and the changes that can be planted in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from PolyLibrary.terms import Region

if TYPE_CHECKING:
    from PIL.Image import Image

CHANGES = ("icon missing", "one character", "lamp colour", "icon 2 px", "text 2 px")
"""What a comparison must see."""
CLOCK = "clock"
"""What a mask must hide."""


@dataclass(frozen=True)
class Drawn:
    """One thing on a screen: the name of an icon or the letters of a text, and where it is."""

    what: str
    box: Region


@dataclass(frozen=True)
class Shown:
    """One screen.

    Attributes:
        model: Whose panel it is.
        theme: Icons are only looked for on screens of their own theme.
        name: What errors call it.
        image: Mode RGB.
        icons: In the colours that they have here.
        covered: Icons that something else lies over: neither there nor absent.
        texts: Drawn in full.
        cut: Drawn with an ellipsis; what is named here is the full text.
        clocks: What a map would mask because it shows the time.
        plant: The changes of a kind that can be planted: what is changed, and what draws the screen with it.
    """

    model: str
    theme: str
    name: str
    image: "Image"
    icons: tuple[Drawn, ...]
    covered: frozenset[str]
    texts: tuple[Drawn, ...]
    cut: tuple[Drawn, ...]
    clocks: tuple[Region, ...]
    plant: "Callable[[str, Random], Iterator[tuple[str, Callable[[], Image]]]]"

    @property
    def title(self) -> str:
        return f"{self.model} {self.theme} {self.name}"


def other_character(text: str, chance: Random) -> str:
    """The text with one of its letters or digits replaced by another of its kind."""
    places = [at for at, char in enumerate(text) if char.isascii() and char.isalnum()]
    if not places:
        return text
    at = chance.choice(places)
    kinds = ("0123456789", "abcdefghijkmnopqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ")
    kind = next((kind for kind in kinds if text[at] in kind), kinds[1])
    return text[:at] + chance.choice([char for char in kind if char != text[at]]) + text[at + 1 :]
