"""Which call a keyword means: the ``call=`` of the keywords, in one place."""

import re
from collections.abc import Callable, Sequence

from PolyLibrary.errors import UsageError
from PolyLibrary.phone.calls import Call
from PolyLibrary.session.parties import Party, refuse_named
from PolyLibrary.terms import CallState

_HELD = frozenset({CallState.CALL_HOLD, CallState.CALL_HELD, CallState.CALL_CONF_HOLD, CallState.CALL_CONF_HELD})
_DIALLING = frozenset({CallState.DIALTONE, CallState.SETUP, CallState.PROCEEDING, CallState.RINGBACK})
_CONFERENCE = frozenset({CallState.CALL_CONFERENCE, CallState.CALL_CONF_HOLD, CallState.CALL_CONF_HELD})
_GROUPS = {
    "held": _HELD,
    "ringing": frozenset({CallState.OFFERING}),
    "dialling": _DIALLING,
    "conference": _CONFERENCE,
}
WORDS = ("active", *_GROUPS, "all", "line N", "0x...")

Resolver = Callable[[str], Party]


def describe(call: Call) -> str:
    """``Connected with 1002 'Bob' (call=0x41a8a520)`` for an error."""
    name = f" '{call.name}'" if call.name and call.name != call.number else ""
    preposition = "from" if call.incoming else "to"
    return f"{call.state} {preposition} {call.number or '(no number yet)'}{name} (call=0x{call.ref})"


def listed(calls: Sequence[Call]) -> str:
    """All calls for an error; ``no call`` when there is none."""
    return "; ".join(describe(call) for call in calls) or "no call"


def pick(calls: Sequence[Call], which: str | None, resolver: Resolver) -> list[Call]:
    """The calls that ``call=`` means among the calls of one reading (possibly none).

    Args:
        calls: The calls of one reading.
        which: The argument ``call=``; None means the only one there is.
        resolver: Makes a party of a phone's name, a role or a number.

    Raises:
        UsageError: The word is unknown.
    """
    # A call that is over stays listed for some seconds; it is nobody's choice while another one lives.
    living = [call for call in calls if call.state != CallState.DISCONNECTED]
    usable = living or list(calls)
    if which is None or which.casefold() == "all":
        return usable
    word = which.strip()
    folded = word.casefold()
    if folded == "active":
        focused = [call for call in usable if call.focused]
        return focused or [call for call in usable if call.state == CallState.CONNECTED]
    if folded in _GROUPS:
        return [call for call in usable if call.state in _GROUPS[folded]]
    line = re.fullmatch(r"line\s*(\d+)", folded)
    if line:
        return [call for call in usable if call.line == int(line[1])]
    if folded.startswith("0x"):
        try:
            handle = int(word, 16)
        except ValueError:
            raise UsageError(
                f"'{word}' is no call handle.", hint="a handle is 0x and hexadecimal digits, as in 0x41a8a520."
            ) from None
        return [call for call in usable if call.handle == handle]
    refuse_named(word, "a call", ("call", "phone", "timeout", "via", "line"))
    party = resolver(word)
    return [call for call in usable if party.has(call.number)]


def pick_one(calls: Sequence[Call], which: str | None, resolver: Resolver, phone: str) -> Call:
    """Exactly one call, or an error that lists all with the ``call=`` to write."""
    chosen = pick(calls, which, resolver)
    if len(chosen) == 1:
        return chosen[0]
    meant = f" that is '{which}'" if which else ""
    if not chosen:
        raise UsageError(
            f"{phone} has no call{meant}.",
            seen=f"its calls now: {listed(calls)}.",
            hint=f"call= takes {', '.join(WORDS)}, a phone's name or a number." if calls else "",
        )
    raise UsageError(
        f"{phone} has {len(chosen)} calls{meant}: say which one with call=.",
        seen=f"its calls now: {listed(chosen)}.",
        hint=f"call= takes {', '.join(WORDS)}, a phone's name or a number.",
    )
