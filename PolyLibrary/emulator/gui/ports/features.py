"""Line keys, forwarding, Do Not Disturb, messages, park and lock, as the screen sees and handles them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

KeyKind = Literal["line", "blf", "speed dial"]
KeyState = Literal["idle", "ringing", "active", "held", "busy", "dnd", "remote active", "remote held", "unknown"]
"""Of a line: idle, ringing, active, held, and for a shared one remote active and remote held.
Of a watched phone (BLF): idle, ringing, busy, held, dnd, unknown. Of a speed dial: idle."""
ForwardKind = Literal["always", "busy", "no answer"]


@dataclass(frozen=True)
class LineView:
    """One line key with its label, whatever stands on it."""

    key: int
    label: str
    number: str
    registered: bool
    state: KeyState
    kind: KeyKind = "line"
    shared: bool = False
    forwarded: bool = False
    caller: str = ""
    """Of a watched phone that rings: who calls it."""


@dataclass(frozen=True)
class ForwardView:
    """One kind of forwarding of a line."""

    kind: ForwardKind
    on: bool
    contact: str
    rings: int
    """Only of ``no answer``; stored as rings x 6 s."""


@dataclass(frozen=True)
class Mailbox:
    """The voicemail box of a line."""

    line: int
    label: str
    new: int
    old: int
    number: str
    """What to dial for it; empty where none is configured."""


class FeaturePort(Protocol):
    """Features of the phone and of its exchange."""

    def lines(self) -> Sequence[LineView]:
        """Line keys in order: lines, then watched phones and speed dials."""
        ...

    def press_feature_key(self, key: int) -> None:
        """A BLF or speed dial key: idle dials, ringing picks up."""
        ...

    def forwards(self, line: int) -> Sequence[ForwardView]:
        """Always, busy, no answer."""
        ...

    def set_forward(self, line: int, kind: ForwardKind, contact: str, rings: int = 0) -> None:
        """An empty contact switches it off, and keeps the number."""
        ...

    def do_not_disturb(self) -> bool: ...
    def set_do_not_disturb(self, on: bool) -> None: ...
    def mailboxes(self) -> Sequence[Mailbox]: ...
    def can_park(self) -> bool: ...
    def park(self, call: str, place: str) -> None:
        """Park a call at a number; the own one when ``place`` is empty."""
        ...

    def retrieve(self, place: str) -> None: ...
    def pick_up(self, number: str) -> None:
        """Take a call that rings at another number."""
        ...

    def can_barge_in(self, line: int) -> bool:
        """Whether this phone may go into the calls of the other phones of a line key."""
        ...

    def barge_in(self, line: int) -> None:
        """Into the call of another phone on a shared line, where that is allowed."""
        ...

    def resume_shared(self, line: int) -> None:
        """Resume the call of a shared line that another phone holds (line state ``remote held``)."""
        ...

    def private_hold(self, call: str) -> None:
        """Hold a call of a shared line so that no other phone can resume it."""
        ...

    def warnings(self) -> Sequence[str]:
        """What the warning icon stands for: lines that are not registered, wrong credentials."""
        ...

    def login_failed(self) -> bool:
        """Whether the server refuses the credentials of a line."""
        ...

    def locked(self) -> bool: ...
    def lock(self) -> None: ...
    def unlock(self, password: str) -> bool:
        """With the user password; five failures wait 60 s."""
        ...

    def unlock_wait(self) -> int:
        """Seconds until the next password is looked at; 0 while there is nothing to wait for."""
        ...

    def authorised_numbers(self) -> Sequence[str]:
        """What may be dialled while locked."""
        ...
