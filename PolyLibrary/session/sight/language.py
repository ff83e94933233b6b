"""The display language of a phone, asked for once: its labels are in it."""

from contextlib import suppress

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import PolyError
from PolyLibrary.session.phone_session import PhoneSession

PARAMETER = "lcl.ml.lang"
"""Empty for English, else a name such as French_France (the values are from memory)."""
_LIMIT = 3.0


def language_of(session: PhoneSession) -> str:
    """The value of lcl.ml.lang; empty for English and where the phone does not tell.

    It is asked for again after it was set, or put back, through this session.
    """
    changes = "; ".join(str(change) for change in session.config.changed() if change.name == PARAMETER)
    if session.language is None or session.language[1] != changes:
        session.language = ("", changes)
        with suppress(PolyError):
            deadline = Deadline(_LIMIT, "the question for the phone's language")
            session.language = (session.phone.config.get([PARAMETER], deadline)[PARAMETER].value, changes)
    return session.language[0]


def forget_language(session: PhoneSession) -> None:
    """Ask again at the next use: what the phone shows does not fit what it said before."""
    session.language = None
