"""Line keys: what stands on them, and in which state they are."""

from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, NotPossible, UsageError
from PolyLibrary.names import fold
from PolyLibrary.session.config.configguard import Changes, Scope
from PolyLibrary.session.parties import Party
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.shown import read_ui, why_blind
from PolyLibrary.terms import CallState

KeyType = Literal["blf", "off"]
_HELD = frozenset({CallState.CALL_HOLD, CallState.CALL_CONF_HOLD})


def set_line_key(
    session: PhoneSession, key: int, kind: KeyType, party: Party | None, label: str, scope: Scope, deadline: Deadline
) -> Changes:
    """Watch another phone on a line key (BLF), or take that away; the phone restarts for it.

    Watched phones stand behind the phone's own lines, in their order (``attendant.resourceList``).

    Raises:
        UsageError: A key that belongs to a line, or that does not exist.
    """
    own = len(session.phone.lines.status(deadline))
    place = key - own
    if not place >= 1 or key > max(session.model.line_keys, own):
        raise UsageError(
            f"Line key {key} of {session.title} cannot watch another phone.",
            seen=f"keys 1 to {own} are its own lines; it has {session.model.line_keys} line keys.",
            hint=f"the first free one is {own + 1}.",
        )
    prefix = f"attendant.resourceList.{place}"
    if kind == "off":
        return session.config.set({f"{prefix}.address": "", f"{prefix}.label": ""}, scope, deadline)
    if party is None:
        raise UsageError("A key that watches a phone needs target=.", hint="target= is a phone's name or a number.")
    before = {f"attendant.resourceList.{each}.address" for each in range(1, place)}
    empty = [name for name, value in session.config.get(before, deadline).items() if not value.value] if before else []
    if empty:
        raise UsageError(
            f"Line key {key} of {session.title} would not be the one: keys before it are free.",
            seen=f"empty: {', '.join(sorted(empty))}.",
            hint=f"watched phones fill the keys in order: take key {own + 1} first.",
        )
    values = {f"{prefix}.address": party.number, f"{prefix}.label": label or party.label or party.number}
    return session.config.set(values, scope, deadline)


def expect_line_key(session: PhoneSession, key: int, state: str, label: str | None, deadline: Deadline) -> str:
    """Wait until a line key is in a state, and carries a label.

    Args:
        state: ``idle``, ``ringing``, ``active``, ``held``; of a watched phone also ``busy``, ``dnd``, ``unknown``.

    Raises:
        NotPossible: The key is none of the phone's own lines, and the phone does not describe its screen.
    """
    seen, tries = "", 0
    for tries in session.watch.rounds(deadline):
        shown = _state_of(session, key, deadline)
        seen = f"'{shown[0]}' labelled '{shown[1]}'" if shown else "no such key on the screen"
        if shown and fold(shown[0]) == fold(state) and (label is None or fold(shown[1]) == fold(label)):
            return seen
    wanted = f"'{state}'" + (f" labelled '{label}'" if label is not None else "")
    raise CheckFailed(
        f"Line key {key} of {session.title} is not {wanted}.",
        seen=f"{seen}.",
        tried=deadline.tried(tries),
        hint="line keys are seen on the Lines screen only: Return To Idle, or look at the picture.",
    )


def _state_of(session: PhoneSession, key: int, deadline: Deadline) -> tuple[str, str] | None:
    """State and label of a key, by the phone's description; else of its own lines by their calls."""
    ui = read_ui(session, deadline)
    if ui is not None:
        found = next((each for each in ui.line_keys if each.index == key), None)
        return (found.state, found.label) if found else None
    lines = {line.key: line.label for line in session.phone.lines.status(deadline)}
    if key not in lines:
        raise NotPossible(
            f"{session.title} does not tell the state of line key {key}, which is none of its own lines.",
            seen=f"its lines: {', '.join(map(str, lines))}; {why_blind(session)}.",
            hint="look at the picture (Capture Screen), or use a VVX with firmware 6.x.",
        )
    calls = [call.state for call in session.watch.look(deadline).live if call.line == key]
    if CallState.OFFERING in calls:
        return "ringing", lines[key]
    if any(state not in _HELD for state in calls):
        return "active", lines[key]
    return ("held" if calls else "idle"), lines[key]
