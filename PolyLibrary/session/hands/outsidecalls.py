"""Callers who have no phone of the lab."""

from PolyLibrary.deadline import Deadline, polling
from PolyLibrary.errors import CheckFailed, UsageError
from PolyLibrary.lab.control import Control, OutsideCall
from PolyLibrary.session.calls.emergency import refuse_emergency
from PolyLibrary.session.config.putback import CALLS, PutBack
from PolyLibrary.session.desk import Desk
from PolyLibrary.session.hands.handplaces import NoHand, Place, Places
from PolyLibrary.session.parties import refuse_named

STATES = ("Setup", "Proceeding", "RingBack", "Connected", "CallHold", "CallHeld", "Disconnected")
REASONS = ("Busy", "No answer", "Not Found", "Unavailable", "Service unavailable")


class OutsideCalls:
    """The calls from outside of one desk, by the names that they were given."""

    def __init__(self, desk: Desk, places: Places, back: PutBack) -> None:
        self._desk = desk
        self._places = places
        self._back = back
        self._calls: dict[str, tuple[Place, str, str]] = {}
        self._made = 0

    def call(self, number: str, to: str | None, name: str, deadline: Deadline) -> tuple[str, str]:
        """Let somebody without a phone of the lab call; the call's name, and a sentence."""
        refuse_named(number, "the caller's number", ("to", "name", "timeout"))
        called, first = self._places.called(to)
        place = self._places.able("call from outside", first)
        if not place.virtual:
            lab = self._desk.lab if self._desk.lab_known else None
            safe, more = (lab.safe_numbers, lab.emergency_numbers) if lab else ((), ())
            refuse_emergency(called, safe=safe, more=more, virtual=False)
        values = {"number": number, "to": called, "name": name}
        made = place.act("call from outside", lambda port: port.call(number, called, name, deadline), values, deadline)
        self._made += 1
        own = f"outside {self._made}"
        self._calls[own] = (place, str(made) if place.control else number, called)
        self._back.made(("outside call", own), lambda limit: self._hang_up(own, limit), CALLS)
        caller = f"{name} ({number})" if name else number
        return own, f"{caller} calls {called} from outside" + ("" if place.control else f": {made}")

    def hang_up(self, call: str | None, deadline: Deadline) -> str:
        """The caller hangs up: of one call, or of all."""
        wanted = list(self._calls) if call is None else [self._known_call(call)]
        if not wanted:
            raise UsageError("There is no call from outside.", hint="Call From Outside makes one.")
        return "; ".join(self._hang_up(own, deadline) for own in wanted)

    def _hang_up(self, own: str, deadline: Deadline) -> str:
        place, known_as, called = self._calls[own]
        values = {"number": known_as, "to": called}

        def control(port: Control) -> str:
            state = port.hang_up(known_as, deadline)
            return "was over already" if state == "Disconnected" else f"hung up ({state})"

        del self._calls[own]
        self._back.gone("outside call", own)
        if place.control is None and not place.can("hang up outside"):
            how = "left to end by itself: the lab file has no command to hang up outside"
        else:
            how = place.act("hang up outside", control, values, deadline)
        return f"{own} to {called}: {how}"

    def expect(self, call: str | None, state: str, deadline: Deadline) -> str:
        """Wait until a call from outside is in a state, or has failed for a reason."""
        wanted = next((each for each in (*STATES, *REASONS) if each.casefold() == state.casefold()), None)
        if wanted is None:
            raise UsageError(f"A call from outside is never '{state}'.", hint=f"one of {', '.join(STATES + REASONS)}.")
        own = self._known_call(call)
        place, known_as, called = self._calls[own]
        if place.control is None:
            raise NoHand(f"{own} to {called}: nothing here can see how a call looks to a caller outside of the lab.")
        tries, found = 0, OutsideCall("", "", "", "")
        for tries in polling(deadline):
            found = place.control.outside_call(known_as, deadline)
            if wanted in (found.state, found.reason):
                return f"{own} to {called} is {wanted} ({deadline.tried(tries)})"
        why = f" ({found.reason})" if found.reason else ""
        raise CheckFailed(
            f"{own} to {called} is not {wanted}.", seen=f"it is {found.state}{why}.", tried=deadline.tried(tries)
        )

    def _known_call(self, call: str | None) -> str:
        if call is None and len(self._calls) == 1:
            return next(iter(self._calls))
        if call in self._calls:
            return str(call)
        raise UsageError(
            f"There is no call from outside '{call}'." if call else "Which call from outside?",
            seen=f"there are: {', '.join(self._calls) or 'none'}.",
            hint="call= takes what Call From Outside has returned.",
        )
