"""What a layout map holds: elements, screens, gestures, menus, as plain frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from PolyLibrary.layout.softkeys import SoftKeySet
from PolyLibrary.terms import CallState, Point, Region

Source = Literal["faq", "capture", "recorded", "derived", "emulator"]
Way = Literal["at", "softkey", "key", "line", "image", "text", "icon"]


@dataclass(frozen=True)
class Element:
    """A named thing on the screen.

    Attributes:
        ways: How it can be found or pressed, in the order in which the map wants them tried.
        at: Its middle.
        image: The picture file that shows it.
        image_source: Where that picture was cut from: one of an emulated phone is never a real phone's.
        theme_tolerant: Whether themes draw it light on dark or dark on light, which a search then has to take as one.
        icon: Its name among the status bar icons where the phone describes its screen itself; it can be checked by it.
        within: Where its image or text is looked for; None is the whole screen.
        box: What it takes up of the screen, where the map gives more than its middle.
        on: Screens that show it; empty when the map does not say.
        source: Where its place comes from; ``derived`` and ``emulator`` were never seen on a phone.
        firmware, language: When this variant holds (``conditions.py``); empty is always.
        variants: All variants of an element that differs by firmware or language, this one included.
        origin: ``file:line`` of its entry.
    """

    name: str
    ways: tuple[Way, ...]
    source: Source
    at: Point | None = None
    softkey: str = ""
    key: str = ""
    line: int | None = None
    image: Path | None = None
    image_source: str = ""
    theme_tolerant: bool = False
    text: str = ""
    icon: str = ""
    within: Region | None = None
    box: Region | None = None
    on: tuple[str, ...] = ()
    firmware: str = ""
    language: str = ""
    doc: str = ""
    origin: str = ""
    variants: "tuple[Element, ...]" = ()

    @property
    def can_be_checked(self) -> bool:
        """Whether a look at the screen can tell that it is there; a point or a key alone cannot."""
        return bool(self.image or self.text or self.softkey or self.icon)


@dataclass(frozen=True)
class Recognise:
    """What tells that a screen is shown. Where the phone describes its screen itself, ``uixml`` alone decides; else all
    the other ways that are given must hold.

    Attributes:
        calls: A call in one of these states exists; ``Idle`` stands for no call at all.
        softkeys: These labels are shown.
        image: This picture is on the screen, in ``region`` where one is given; ``image_source`` says where it was cut;
            ``theme_tolerant`` as for an element.
        text: One of these texts is on the screen, in ``region`` where one is given. They are the map's own words, which
            the phone writes in its language (``LayoutMap.says``).
        without: None of these texts is on the screen, in ``region`` where one is given. It only narrows what the
            other ways tell, and is no way by itself.
        bare: No soft key is shown; as ``without`` no way by itself, but cheaper than a text.
        uixml: One of these screen names stands in the phone's own description (VVX from 6.x).
        source: Where it was seen.
    """

    calls: tuple[CallState, ...] = ()
    softkeys: tuple[str, ...] = ()
    image: Path | None = None
    image_source: str = ""
    theme_tolerant: bool = False
    text: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    bare: bool = False
    region: str = ""
    uixml: tuple[str, ...] = ()
    source: str = ""

    def __bool__(self) -> bool:
        return bool(self.calls or self.softkeys or self.image or self.text or self.uixml)


@dataclass(frozen=True)
class Screen:
    """A state of the GUI; without ``recognise`` nothing can tell that it is shown.

    Attributes:
        recognise: The first of its rules. It holds all names that ``uixml`` has for the screen.
        further: Its other rules: a screen has several looks, and one that holds is enough.
        origin: ``file:line`` of its rules.
    """

    name: str
    recognise: Recognise = Recognise()
    softkeys: Mapping[str, SoftKeySet] = field(default_factory=dict)
    source: str = ""
    doc: str = ""
    further: tuple[Recognise, ...] = ()
    origin: str = ""

    @property
    def rules(self) -> tuple[Recognise, ...]:
        """Every rule that says something."""
        return tuple(rule for rule in (self.recognise, *self.further) if rule)


@dataclass(frozen=True)
class Gesture:
    """A swipe; ``duration`` is in seconds."""

    name: str
    start: Point
    end: Point
    duration: float
    source: Source
    on: tuple[str, ...] = ()
    doc: str = ""
    origin: str = ""

    @property
    def duration_ms(self) -> int:
        """The duration as the phone wants it."""
        return round(self.duration * 1000)


ITEM = "item:"
"""Before a step of a menu that is an item of the list on the screen, found by its text."""


@dataclass(frozen=True)
class Menu:
    """How to open something.

    Attributes:
        steps: Locators to act on, one after another; ``item:Settings`` is an item of the list on the screen.
        on: Screens that it can be opened from; empty is any.
        firmware: When it holds; empty is always.
    """

    path: str
    steps: tuple[str, ...]
    shows: str
    source: Source
    on: tuple[str, ...] = ()
    firmware: str = ""
    doc: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Language:
    """What the phone writes in a display language, by the English words of the map.

    Attributes:
        labels: Soft keys, tiles and menu entries.
        softkeys: Soft keys that are written otherwise, as in narrow cells.
    """

    name: str
    labels: Mapping[str, str]
    softkeys: Mapping[str, str]
    source: Source
