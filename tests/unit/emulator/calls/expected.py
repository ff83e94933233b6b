"""What each act of a person at a phone does to its calls, as plain data: the reference of the random walk.

Written from the fact sheet's table of transitions (the rows are named), apart from the emulator's code. ``after``
gives for each call that is there before the words that it may have at once afterwards, and says which calls are new.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from reference import CONFERENCE, GONE, TALK

STAYS = "stays"


class Call(NamedTuple):
    """One call as every face of the phone shows it."""

    word: str
    index: str = ""
    line: int = 1
    alone: bool = False
    """In talk, but the far end is being handed over: nobody is there to hand over or to join."""


@dataclass(frozen=True)
class Calls:
    """All calls of a phone, by handle, in the order in which they came; and the step that its user is in."""

    calls: Mapping[str, Call]
    step: str = ""
    first: str = ""
    second: str = ""
    most: int = 24
    has_line: bool = True

    def word(self, handle: str) -> str:
        return self.calls[handle].word if handle in self.calls else GONE

    @property
    def starred(self) -> str:
        return next((handle for handle, call in self.calls.items() if call.index == "1*"), "")

    def having(self, *words: str) -> list[str]:
        return [handle for handle, call in self.calls.items() if call.word in words]

    @property
    def room(self) -> bool:
        return self.has_line and len(self.calls) - len(self.having("Disconnected")) < self.most


@dataclass
class After:
    """What may be there afterwards."""

    words: dict[str, frozenset[str]]
    new: frozenset[str] = frozenset()
    """The words of one call more; empty for no new call."""
    starred: str = field(default=STAYS)

    def set(self, handle: str, *words: str) -> None:
        self.words[handle] = frozenset(words)


HOLDS = {
    "Connected": "CallHold",
    "CallHeld": "CallHold",
    "CallConference": "CallConfHold",
    "CallConfHeld": "CallConfHold",
}
PLAIN = {"CallConference": "Connected", "CallConfHold": "CallHold", "CallConfHeld": "CallHeld"}
TALKS = ("Connected", "CallHeld")
CONFERS = ("CallConference", "CallConfHeld")
NEW_CALL = "new call"


def after(act: str, before: Calls, *args: object) -> After:
    """What an act does."""
    result = After({handle: frozenset({call.word}) for handle, call in before.calls.items()})
    ACTS[act](before, result, *(str(argument) for argument in args))
    return result


def _make_way(before: Calls, result: After, *keep: str) -> None:
    """A call comes to the front (rows 1, 15, 16): talk is held, dial tones and ended calls go."""
    for handle, call in before.calls.items():
        if handle in keep:
            continue
        if call.word in HOLDS:
            result.set(handle, HOLDS[call.word])
        elif call.word in {"Dialtone", "Disconnected"}:
            _goes(before, result, handle)


def _goes(before: Calls, result: After, handle: str) -> None:
    """A call ends. Without one of its calls a step is over, and the other one is a plain call again (29, 31, 51)."""
    result.set(handle, GONE)
    if before.step and handle in (before.first, before.second):
        _plain(result, before.first)
    if before.word(handle) in CONFERENCE and handle != before.first:
        for other in _members(before, handle):
            if other != handle:
                _plain(result, other)


def _plain(result: After, handle: str) -> None:
    words = result.words.get(handle, frozenset())
    result.words[handle] = frozenset(PLAIN.get(word, word) for word in words)


def _members(before: Calls, handle: str) -> list[str]:
    """A call, with the rest of its conference; the first call of a step is in none yet."""
    if before.word(handle) not in CONFERENCE or handle == before.first:
        return [handle]
    return [other for other in before.having(*CONFERENCE) if other != before.first]


def _joined(before: Calls) -> bool:
    return any(handle != before.first for handle in before.having(*CONFERENCE))


# The acts
def _nothing(_before: Calls, _result: After, *_: str) -> None:
    """No call changes its word."""


def _off_hook(before: Calls, result: After, _line: str) -> None:
    if before.room:
        _make_way(before, result)
        result.new, result.starred = frozenset({"Dialtone"}), NEW_CALL


def _dial(before: Calls, result: After, number: str, *_line: str) -> None:
    if not number:
        return
    waiting = before.starred
    if before.word(waiting) == "Dialtone":
        if before.step == "blind" and waiting == before.second:
            result.set(waiting, GONE)  # row 20: the first call is handed over from hold
        else:
            result.set(waiting, "Setup")
    elif before.room:
        _make_way(before, result)
        result.new, result.starred = frozenset({"Setup"}), NEW_CALL


def _answer(before: Calls, result: After, call: str) -> None:
    if before.word(call) == "Offering":
        _make_way(before, result, call)
        result.set(call, *TALKS)
        result.starred = call


def _reject(before: Calls, result: After, call: str) -> None:
    if before.word(call) == "Offering":
        result.set(call, GONE)


def _deflect(before: Calls, result: After, call: str, number: str) -> None:
    if number:
        _reject(before, result, call)


def _end(before: Calls, result: After, call: str) -> None:
    for member in _members(before, call) if call in before.calls else ():
        _goes(before, result, member)
    for member in _members(before, call) if call in before.calls else ():
        result.set(member, GONE)


def _hold(before: Calls, result: After, call: str) -> None:
    if before.word(call) in HOLDS:
        for member in _members(before, call):
            result.set(member, HOLDS.get(before.word(member), before.word(member)))


def _resume(before: Calls, result: After, call: str) -> None:
    if before.word(call) not in {"CallHold", "CallConfHold"}:
        return
    members = _members(before, call)
    _make_way(before, result, *members)
    conference = before.word(call) == "CallConfHold" and call != before.first
    for member in members:
        result.set(member, *(CONFERS if conference else TALKS))
    result.starred = call


def _start(held: str) -> Callable[[Calls, After, str], None]:
    """Transfer (row 19) and Conference (row 43) pressed."""

    def start(before: Calls, result: After, call: str) -> None:
        word = before.word(call)
        if before.step or word not in TALK - CONFERENCE or before.calls[call].alone or not before.room:
            return
        if held == "CallConfHold" and _joined(before):
            return
        _make_way(before, result)
        result.set(call, held)
        result.new, result.starred = frozenset({"Dialtone"}), NEW_CALL

    return start


def _complete(before: Calls, result: After) -> None:
    """Rows 25 and 27."""
    if before.step in {"transfer", "blind"} and before.word(before.second) in {"RingBack", *TALK}:
        _hand_over(before, result, before.first, before.second)


def _hand_over(before: Calls, result: After, one: str, two: str) -> None:
    words = {before.word(one), before.word(two)}
    rings = "RingBack" in words
    if one == two or words & CONFERENCE or words - TALK - {"RingBack"} or words == {"RingBack"}:
        return
    gone = [handle for handle in (one, two) if before.word(handle) != "RingBack"]
    if any(before.calls[handle].alone for handle in gone):
        return
    for handle in (one, two):
        result.set(handle, GONE)
    if rings:
        result.starred = STAYS


def _cancel(before: Calls, result: After) -> None:
    """Rows 28 and 51: the new call goes, the first party is talked to again."""
    if not before.step:
        return
    _make_way(before, result, before.first, before.second)
    result.set(before.second, GONE)
    result.set(before.first, *TALKS)
    result.starred = before.first


def _join(before: Calls, result: After) -> None:
    """Row 45."""
    if _joined(before):
        return
    one, two = before.first, before.second
    if not before.step:
        held = [h for h in before.having("CallHold") if h != before.starred]
        two = before.starred
        # The one that was held last has the lowest index.
        one = min(held, key=lambda handle: int(before.calls[handle].index or 0), default="")
    words = {before.word(one), before.word(two)}
    if not one or not two or words - TALK or any(before.calls[handle].alone for handle in (one, two)):
        return
    _make_way(before, result, one, two)
    for handle in (one, two):
        result.set(handle, *CONFERS)


def _split(before: Calls, result: After) -> None:
    """Row 48."""
    if _joined(before):
        for handle in before.having(*CONFERENCE):
            if handle != before.first:
                result.set(handle, "CallHold")


def _remove_member(before: Calls, result: After, call: str) -> None:
    """Row 50."""
    if before.word(call) in CONFERENCE and call != before.first:
        _goes(before, result, call)


ACTS: dict[str, Callable[..., None]] = {
    "off_hook": _off_hook,
    "type_digits": _nothing,
    "dial": _dial,
    "answer": _answer,
    "reject": _reject,
    "ignore": _nothing,
    "end": _end,
    "hold": _hold,
    "resume": _resume,
    "deflect": _deflect,
    "focus": _nothing,
    "set_mute": _nothing,
    "send_tones": _nothing,
    "start_transfer": _start("CallHold"),
    "set_blind": _nothing,
    "complete_transfer": _complete,
    "transfer_to_call": lambda before, result, one, two: (
        _hand_over(before, result, one, two) if one in before.calls and two in before.calls else None
    ),
    "start_conference": _start("CallConfHold"),
    "cancel_step": _cancel,
    "join": _join,
    "split": _split,
    "remove_member": _remove_member,
    "lock": _nothing,
    "set_do_not_disturb": _nothing,
    "set_forward": _nothing,
}
