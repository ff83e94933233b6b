"""The field's words as small value types: call states, points, regions, switches."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from PolyLibrary.errors import UsageError


class CallState(StrEnum):
    """The phone's own words for the state of a call; ``IDLE`` is ours for no call at all."""

    DIALTONE = "Dialtone"
    SETUP = "Setup"
    PROCEEDING = "Proceeding"
    RINGBACK = "RingBack"
    OFFERING = "Offering"
    CONNECTED = "Connected"
    CALL_HOLD = "CallHold"
    CALL_HELD = "CallHeld"
    CALL_CONFERENCE = "CallConference"
    CALL_CONF_HOLD = "CallConfHold"
    CALL_CONF_HELD = "CallConfHeld"
    CALL_REMOTE_ACTIVE = "CallRemoteActive"
    DISCONNECTED = "Disconnected"
    IDLE = "Idle"


class Point(NamedTuple):
    """A place on the screen in pixels, origin top left."""

    x: int
    y: int

    def __str__(self) -> str:
        return f"{self.x},{self.y}"


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"

    def holds(self, point: Point) -> bool:
        return 0 <= point.x < self.width and 0 <= point.y < self.height


class Region(NamedTuple):
    """A rectangle on the screen: left, top, right, bottom in pixels, right and bottom excluded."""

    left: int
    top: int
    right: int
    bottom: int

    def __str__(self) -> str:
        return f"{self.left},{self.top},{self.right},{self.bottom}"

    def holds(self, point: Point) -> bool:
        return self.left <= point.x < self.right and self.top <= point.y < self.bottom

    @property
    def centre(self) -> Point:
        return Point((self.left + self.right) // 2, (self.top + self.bottom) // 2)


_POINT = re.compile(r"\s*(-?\d+)\s*,\s*(-?\d+)\s*\Z")


def parse_point(text: str) -> Point | None:
    """``70,34`` as a point; None when the text is no point."""
    match = _POINT.match(text)
    return Point(int(match[1]), int(match[2])) if match else None


def parse_region(text: str) -> Region | None:
    """``left,top,right,bottom`` as a region; None when the text is no region."""
    parts = text.split(",")
    if len(parts) != 4 or not all(re.fullmatch(r"\s*\d+\s*", part) for part in parts):
        return None
    region = Region(*(int(part) for part in parts))
    if region.left >= region.right or region.top >= region.bottom:
        raise UsageError(
            f"The region '{text}' is empty.",
            hint="write left,top,right,bottom in pixels, with left < right and top < bottom.",
        )
    return region


@dataclass(frozen=True)
class Version:
    """A firmware version that compares by number: 5.10 is newer than 5.9."""

    text: str

    @property
    def parts(self) -> tuple[int, ...]:
        match = re.match(r"\s*(\d+(?:\.\d+)*)", self.text)
        return tuple(int(part) for part in match[1].split(".")) if match else ()

    def __lt__(self, other: "Version | str") -> bool:
        return self.parts < _version(other).parts

    def __le__(self, other: "Version | str") -> bool:
        return self.parts <= _version(other).parts

    def __gt__(self, other: "Version | str") -> bool:
        return self.parts > _version(other).parts

    def __ge__(self, other: "Version | str") -> bool:
        return self.parts >= _version(other).parts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Version, str)) and self.parts == _version(other).parts

    def __hash__(self) -> int:
        return hash(self.parts)

    def __str__(self) -> str:
        return self.text


def _version(value: "Version | str") -> Version:
    return value if isinstance(value, Version) else Version(value)
