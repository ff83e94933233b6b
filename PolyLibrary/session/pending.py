"""A restart that was asked for: what proves that it has happened."""

import time
from dataclasses import dataclass, field

_PROOF = 1.2
"""Seconds by which the moment of the boot must have moved: up-times are whole seconds."""

_YOUNG = 5
"""Up-time below which the boot before and the boot after cannot be told apart by it."""


@dataclass
class Pending:
    """One restart.

    Args:
        why: What asked for it, for the log.
        uptime: The phone's up-time before, in seconds; None when it is not known.
        received: When that answer came, or when the restart was asked for (monotonic).
        registered: Whether a line was registered before.
        leaves: Seconds within which the phone goes away.

    Attributes:
        since: From when on the phone may go away (monotonic).
        held: Whether calls keep it from going away.
        away_since: When it was first out of reach.
        back_since: When it first answered after the restart.
    """

    why: str
    uptime: int | None
    received: float
    registered: bool = True
    leaves: float = 10.0
    held: bool = False
    proven: bool = False
    away_since: float | None = None
    back_since: float | None = None
    since: float = field(init=False)

    def __post_init__(self) -> None:
        self.since = self.received

    def begin(self) -> None:
        """The phone may go away from now on."""
        self.since = time.monotonic()

    def away(self) -> None:
        """The phone was out of reach."""
        if self.away_since is None:
            self.away_since = time.monotonic()

    def answered(self, uptime: int | None, sent: float) -> None:
        """It answered a request that was sent at ``sent``: does its up-time prove the restart?"""
        if not self.proven:
            self.proven = self._proves(uptime, sent)
        if self.proven and self.back_since is None:
            self.back_since = time.monotonic()

    def _proves(self, uptime: int | None, sent: float) -> bool:
        if uptime is None:
            return self.away_since is not None
        if self.uptime is None:
            return sent - uptime > self.received
        # The latest boot that the first answer allows, and the earliest that this one allows.
        moved = (sent - uptime) - (self.received - self.uptime)
        return moved > _PROOF or (self.away_since is not None and self.uptime < _YOUNG and uptime <= self.uptime + 1)
