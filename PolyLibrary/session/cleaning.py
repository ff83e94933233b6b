"""Bringing a phone back to where a test or suite found it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import PolyError
from PolyLibrary.session.device.restarts import Restarts, restarts_of
from PolyLibrary.session.idle import bring_to_idle
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.touch.touching import turn_back

LIMIT = 240.0
"""Seconds that the clean-up of one phone may take: a restart of three minutes and a minute to register its lines."""

SETTING = "cleanup_timeout= of the library"
"""What sets the limit."""

_PART = 20.0
_LEAST = 2.0


@dataclass
class Cleaned:
    """What a clean-up found and did at one phone; ``told`` says in sentences what became of the configuration."""

    session: PhoneSession
    ended: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    errors: list[PolyError] = field(default_factory=list)


def clean(
    session: PhoneSession,
    restore: Literal["test", "suite", "all"],
    *,
    idle: bool,
    keep: Collection[int] = (),
    limit: float = LIMIT,
) -> Cleaned:
    """End calls and put configuration back; what goes wrong is in the result, never raised.

    Args:
        restore: Whose configuration changes are put back.
        idle: Whether calls are ended at all.
        keep: Handles of calls that belong to something that goes on.
        limit: Seconds for all of it, restarts included.
    """
    patience = Deadline(limit, SETTING)
    cleaned = Cleaned(session)
    restarts = restarts_of(session)
    if restarts.wiped:
        cleaned.told.append("was reset to factory state: nothing is put back")
        return cleaned
    _settle(cleaned, restarts, patience)
    try:
        if idle:
            cleared = bring_to_idle(session, _part(patience), keep)
            cleaned.ended.extend(cleared.ended)
            cleaned.told.extend([f"left {', '.join(cleared.left)}"] if cleared.left else [])
    except PolyError as error:
        cleaned.errors.append(error)
    try:
        text = turn_back(session, _part(patience))
        cleaned.told.extend([text] if text else [])
    except PolyError as error:
        cleaned.errors.append(error)
    # A restart that waited for those calls comes now.
    _settle(cleaned, restarts, patience, calls_ended=bool(cleaned.ended))
    # A part of its own: a call that could not be ended must not leave the configuration changed as well.
    part, config = _part(patience), session.config
    try:
        changes = config.restore_all(part, patience) if restore == "all" else config.restore(restore, part, patience)
        cleaned.restored.extend(str(change) for change in changes)
        cleaned.told.extend(changes.told)
    except PolyError as error:
        cleaned.errors.append(error)
    return cleaned


def _part(patience: Deadline) -> Deadline:
    """The time for one part of the work; each is tried, also when a phone that does not come back took all of it."""
    if patience.remaining < _LEAST <= patience.limit:
        return Deadline(_LEAST, "what is left of the clean-up")
    return patience.within(_PART, "the limit of a part of the clean-up")


def _settle(cleaned: Cleaned, restarts: Restarts, patience: Deadline, *, calls_ended: bool = False) -> None:
    """Wait for a phone that is restarting: it can be cleaned only when it is back."""
    try:
        text = restarts.settle(patience, calls_ended=calls_ended)
    except PolyError as error:
        restarts.pending = None
        cleaned.errors.append(error)
    else:
        cleaned.told.extend([text] if text else [])
