"""Digits that tests press one by one may dial: they are collected over all keywords and judged before they leave.

Nobody can read what stands on the dialling screen. Where something else happened since the last digit, or some
time has passed, the digits before may be gone or not: then both numbers are judged.
"""

import time
from collections.abc import Iterable

from PolyLibrary.deadline import Deadline
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.terms import CallState

DELETE = "delete"
OTHER = "other"

_BREAK = "|"
_OLD = 5.0
"""Seconds after which a phone may have dialled or dropped the digits that it holds."""

_DIALLING = frozenset({CallState.DIALTONE, CallState.SETUP})
_NO_TALK = frozenset({CallState.OFFERING, CallState.DISCONNECTED})


def may_dial(session: PhoneSession, deadline: Deadline) -> bool:
    """Whether digits would be dialled, not sent into a call. Virtual phones are not asked: they reach nobody."""
    if session.virtual:
        return True
    states = {call.state for call in session.watch.look(deadline).calls}
    return bool(states & _DIALLING) or not states - _NO_TALK


def judged(session: PhoneSession, keys: Iterable[str]) -> str:
    """What will stand on the dialling screen after these keys, for ``note_typed``.

    Args:
        keys: Digits, ``DELETE``, and ``OTHER`` for any other key.

    Raises:
        UsageError: They would complete an emergency number; nothing has been sent.
    """
    text = _collected(session)
    for key in keys:
        if key == DELETE:
            text = text.rstrip(_BREAK)[:-1]
        elif key == OTHER:
            _judge(session, text)
            text = _broken(text)
        else:
            text += key
    _judge(session, text)
    return text


def note_typed(session: PhoneSession, text: str) -> None:
    """Remember what was typed, in the moment in which it was sent."""
    session.typed = text
    session.typed_at = time.monotonic()


def _judge(session: PhoneSession, text: str) -> None:
    parts = text.split(_BREAK)
    for first in range(len(parts)):
        number = "".join(parts[first:])
        if number:
            session.guard_number(number)


def _collected(session: PhoneSession) -> str:
    other = session.last_action is not None and session.last_action > session.typed_at
    old = time.monotonic() - session.typed_at > _OLD
    return _broken(session.typed) if other or old else session.typed


def _broken(text: str) -> str:
    return f"{text}{_BREAK}" if text and not text.endswith(_BREAK) else text
