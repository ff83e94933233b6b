"""What hands have changed, by test and suite, and how it is put back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import PolyError
from PolyLibrary.session.phone_session import Scope

Thing = tuple[str, str]
"""What was changed, and of which phone."""
FAULTS, SIP, CALLS, HANDSET, POWER, MAILBOX = range(6)
"""The order in which things are put back: a phone gets its power when nothing else hinders it any more."""
LIMIT = 30.0
"""Seconds that putting one thing back may take."""


@dataclass(frozen=True)
class Undo:
    """One thing to put back.

    Args:
        before: The state to bring back.
        act: Brings it back; gives a sentence about it.
        rank: Things of a lower rank come first.
    """

    before: object
    act: Callable[[Deadline], str]
    rank: int = 0


@dataclass(frozen=True)
class Told:
    """A sentence about what was put back, or could not be."""

    text: str
    kind: Literal["done", "failed"]


class PutBack:
    """The changes of this process, each in the test or suite that made it."""

    def __init__(self) -> None:
        self._scopes: list[tuple[Scope, str]] = [("suite", "")]
        self._undo: dict[tuple[tuple[Scope, str], Thing], Undo] = {}
        self._now: dict[Thing, object] = {}

    def begin(self, scope: Scope, name: str = "") -> None:
        """A test or suite starts inside the one that runs now."""
        if (scope, name) != self._scopes[-1]:
            self._scopes.append((scope, name))

    def changed(
        self, thing: Thing, new: object, usual: object, act: Callable[[object, Deadline], str], rank: int
    ) -> None:
        """A thing has another state now; the test or suite that changed it brings back what it found.

        Args:
            usual: Its state where nobody has changed it yet.
            act: Brings a state about.
        """
        before = self._now.get(thing, usual)
        self._now[thing] = new
        key = (self._scopes[-1], thing)
        known = self._undo.get(key)
        if known is None and before != new:
            self._undo[key] = Undo(before, lambda deadline: act(before, deadline), rank)
        elif known is not None and known.before == new:
            del self._undo[key]

    def made(self, thing: Thing, act: Callable[[Deadline], str], rank: int = 0) -> None:
        """Something is there now that the end of the test or suite takes away again."""
        self._undo.setdefault((self._scopes[-1], thing), Undo(None, act, rank))

    def gone(self, kind: str, phone: str | None = None) -> None:
        """Things of a kind are gone already, of one phone or of all."""
        for key in [key for key in self._undo if key[1][0] == kind and phone in (None, key[1][1])]:
            del self._undo[key]

    def end(self, scope: Scope, name: str = "") -> list[Told]:
        """The test or suite is over: put back what it has changed. What fails is told, and never stops the others."""
        ending = (scope, name)
        while ending in self._scopes[1:]:
            self._scopes.pop()
        mine = [(key, undo) for key, undo in self._undo.items() if key[0] == ending]
        told = []
        for key, undo in sorted(mine, key=lambda item: item[1].rank):
            del self._undo[key]
            try:
                told.append(Told(undo.act(Deadline(LIMIT, "the limit of putting one thing back")), "done"))
                self._now[key[1]] = undo.before
            except PolyError as error:
                told.append(Told(f"could not be put back ({' of '.join(filter(None, key[1]))}): {error}", "failed"))
        return told
