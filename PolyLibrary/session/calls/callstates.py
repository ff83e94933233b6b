"""The words a test may use for the state of a call."""

from PolyLibrary.errors import UsageError
from PolyLibrary.names import did_you_mean, fold
from PolyLibrary.terms import CallState

# Which of CallHold and CallHeld is which side is disputed between the sources; a client that drove phones by
# their events found CallHold on the phone that holds, and this is what we map to.
_OURS = {"held here": CallState.CALL_HOLD, "held elsewhere": CallState.CALL_HELD}
_COLLOQUIAL = {
    "ringing": CallState.OFFERING,
    "alerting": CallState.OFFERING,
    "active": CallState.CONNECTED,
    "talking": CallState.CONNECTED,
    "hold": CallState.CALL_HOLD,
    "held": CallState.CALL_HELD,
    "dialing": CallState.SETUP,
    "dialling": CallState.SETUP,
    "none": CallState.IDLE,
}


def parse_state(text: str) -> CallState:
    """One state: a phone's word, Idle, ``held here`` or ``held elsewhere``; case does not matter."""
    known = {fold(state.value): state for state in CallState} | {fold(k): v for k, v in _OURS.items()}
    found = known.get(fold(text))
    if found is not None:
        return found
    meant = _COLLOQUIAL.get(text.strip().casefold())
    names = [*(state.value for state in CallState), *_OURS]
    hint = f"the phone's own word is '{meant.value}'." if meant else did_you_mean(text, names, "call states")
    raise UsageError(f"There is no call state '{text}'.", hint=hint)


def parse_states(text: str) -> frozenset[CallState]:
    """``Connected|CallHold``: either of them."""
    return frozenset(parse_state(part) for part in text.split("|"))


def spoken(states: frozenset[CallState]) -> str:
    """The states as one text for an error."""
    return " or ".join(sorted(state.value for state in states))
