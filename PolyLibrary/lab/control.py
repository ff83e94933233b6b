"""The control port of virtual phones, asked over HTTP: what hands and the world outside do to them.

Where it is and its token stand in the lab entry of each phone (``virtual: {control, token}``). Nothing is ever sent
twice by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, LabError, NotPossible, PolyError, UsageError
from PolyLibrary.redaction import redact, register

_ERRORS: Mapping[str, type[PolyError]] = {"NotPossible": NotPossible, "LabError": LabError}
MORE = 5.0
"""Seconds that an answer may take beyond what a finger stays."""


@dataclass(frozen=True)
class OutsideCall:
    """A call from outside in the caller's eyes.

    Attributes:
        state: Setup, Proceeding, RingBack, Connected, CallHold, CallHeld or Disconnected.
        reason: Why it failed: Busy, No answer, Not Found, Unavailable; else empty.
        number: Of the other side.
        name: Of the other side, once it is known.
    """

    state: str
    reason: str
    number: str
    name: str


@dataclass(frozen=True)
class InjectedFault:
    """A fault in a phone.

    Attributes:
        phone: The MAC of the phone.
        struck: How often it has struck so far.
    """

    phone: str
    fault: str
    struck: int


class Control:
    """The control port of one fleet. Phones are named by MAC, number or label.

    Args:
        url: As in ``http://127.0.0.1:40001``.
        token: The fleet's own; it is a secret.

    Raises (each method):
        UsageError: The fleet knows no such phone, element, fault or number.
        NotPossible: The phone cannot do it: no touch, no such point, no power.
        LabError: The control port does not answer in time, or refuses the token.
    """

    def __init__(self, url: str, token: str) -> None:
        register(token)
        self._url = url.rstrip("/")
        self._http = requests.Session()
        # A proxy or a .netrc of the environment has no business on loopback.
        self._http.trust_env = False
        self._http.headers["Authorization"] = f"Bearer {token}"

    # A hand
    def touch(self, phone: str, x: int, y: int, hold: float, deadline: Deadline) -> bool:
        """A finger on a pixel for ``hold`` seconds; whether it has met something to press."""
        found = self._do("touch", deadline, hold + MORE, phone=phone, x=x, y=y, hold=hold)
        return bool(found.get("pressed"))

    def touch_down(self, phone: str, x: int, y: int, deadline: Deadline) -> bool:
        """A finger that stays; whether it has met something to press."""
        return bool(self._do("touch-down", deadline, phone=phone, x=x, y=y).get("pressed"))

    def touch_up(self, phone: str, x: int, y: int, deadline: Deadline) -> bool:
        """The finger is lifted from where it is now; whether it has pressed something."""
        return bool(self._do("touch-up", deadline, phone=phone, x=x, y=y).get("pressed"))

    def swipe(
        self, phone: str, start: tuple[int, int], end: tuple[int, int], seconds: float, deadline: Deadline
    ) -> None:
        """A finger drawn over the panel."""
        (x, y), (to_x, to_y) = start, end
        place = {"x": x, "y": y, "to_x": to_x, "to_y": to_y}
        self._do("swipe", deadline, seconds + MORE, phone=phone, seconds=seconds, **place)

    def press(self, phone: str, key: str, hold: float, deadline: Deadline) -> None:
        """A hard key, by its name, for ``hold`` seconds."""
        self._do("key", deadline, hold + MORE, phone=phone, key=key, hold=hold)

    def handset(self, phone: str, deadline: Deadline, *, lifted: bool) -> None:
        """Lift the handset, or put it down."""
        self._do("handset", deadline, phone=phone, lifted=lifted)

    def power(self, phone: str, deadline: Deadline, *, on: bool) -> bool:
        """Pull the plug, or put it in; whether it was in before."""
        return bool(self._do("power", deadline, phone=phone, on=on).get("before"))

    def ready(self, phone: str, deadline: Deadline) -> bool:
        """Whether the phone with this MAC, number or label has booted and registered its lines."""
        found = self._do("phones", deadline).get("phones", [])
        own = (each for each in found if phone in (each.get("mac"), each.get("number"), each.get("label")))
        return any(bool(each.get("ready")) for each in own)

    # The world outside
    def sip_server(self, deadline: Deadline, *, running: bool, at_once: bool = False) -> bool:
        """Stop the SIP server or start it; whether it was running before.

        Args:
            at_once: Whether the phones register now; else with their next try, up to half a minute later.
        """
        return bool(self._do("sip", deadline, running=running, at_once=at_once).get("before"))

    def call(self, number: str, to: str, name: str, deadline: Deadline) -> str:
        """A caller without a phone; gives the name by which the call can be asked for."""
        return str(self._do("call", deadline, number=number, to=to, name=name).get("call"))

    def outside_call(self, call: str, deadline: Deadline) -> OutsideCall:
        """How a call from outside stands."""
        found = self._do("outside-call", deadline, call=call)
        return OutsideCall(*(str(found.get(part, "")) for part in ("state", "reason", "number", "name")))

    def hang_up(self, call: str, deadline: Deadline) -> str:
        """The caller hangs up; the state before."""
        return str(self._do("hang-up", deadline, call=call).get("before", ""))

    def leave_voicemail(self, to: str, length: int, number: str, name: str, deadline: Deadline) -> int:
        """A message of ``length`` seconds in a mailbox; how many new ones there are now."""
        found = self._do("voicemail", deadline, to=to, length=length, number=number, name=name)
        return int(found.get("new", 0))

    def clear_voicemail(self, to: str, deadline: Deadline) -> int:
        """Empty a mailbox; how many messages were in it."""
        return int(self._do("clear-voicemail", deadline, to=to).get("removed", 0))

    # Faults
    def inject(
        self, phone: str, fault: str, deadline: Deadline, *, rate: float = 1.0, count: int = 0, after: int = 0,
        path: str = "", part: str = "",
    ) -> str:  # fmt: skip
        """Something goes wrong at a phone, at all of them without a name; what that is, in words.

        Args:
            rate: Share of the occasions that it strikes, above 0 and at most 1.
            count: How often in all; 0 is without end.
            after: So many occasions pass first.
            path: Part of the path of the requests that count; empty for all.
            part: What on the screen a fault of drawing is about; empty for the first thing that it can strike.
        """
        figures: dict[str, Any] = {"rate": rate, "count": count, "after": after, "path": path, "part": part}
        return str(self._do("inject", deadline, phone=phone, fault=fault, **figures).get("says", ""))

    def faults(self, phone: str, deadline: Deadline) -> list[InjectedFault]:
        """What is wrong on purpose."""
        found = self._do("faults", deadline, phone=phone).get("faults", [])
        return [InjectedFault(str(each["phone"]), str(each["fault"]), int(each["struck"])) for each in found]

    def clear_faults(self, phone: str, deadline: Deadline, fault: str = "") -> int:
        """Nothing goes wrong any more, or nothing of one kind; how many faults there were."""
        return int(self._do("clear-faults", deadline, phone=phone, fault=fault).get("cleared", 0))

    def fault_kinds(self, deadline: Deadline) -> Mapping[str, str]:
        """The faults that can be injected, and what each means."""
        found = self._do("fault-kinds", deadline).get("faults", {})
        return {str(name): str(says) for name, says in found.items()}

    # The wire
    def _do(self, action: str, deadline: Deadline, takes: float = MORE, **arguments: object) -> Mapping[str, Any]:
        limit = max(0.1, min(takes, deadline.remaining))
        try:
            reply = self._http.post(f"{self._url}/{action}", json=arguments, timeout=limit, allow_redirects=False)
        except requests.RequestException as error:
            raise LabError(
                f"The control port of the virtual phones does not answer ({action}).",
                seen=f"{redact(str(error))}.",
                tried=deadline.tried(1, "attempt"),
                hint="do they still run? polylab emulate --write-lab writes a lab file with the port of this start.",
            ) from None
        try:
            told = reply.json()
            part = told["result" if reply.ok else "error"]
        except (ValueError, KeyError, TypeError):
            part = None
        if not isinstance(part, dict):
            raise BadReply(
                f"What answers at {self._url} is no control port of virtual phones.",
                seen=f"HTTP {reply.status_code} and {len(reply.content)} bytes.",
                tried=deadline.tried(1, "attempt"),
                hint="mend virtual: in the lab file.",
            )
        if reply.ok:
            return part
        raise self._refused(reply.status_code, part)

    @staticmethod
    def _refused(status: int, error: Mapping[str, Any]) -> PolyError:
        wanted, seen, hint = (str(error.get(name, "")) for name in ("wanted", "seen", "hint"))
        if status == 403:
            return LabError(
                "The control port of the virtual phones refuses the token.",
                hint="it changes with every start: polylab emulate --write-lab writes the lab file anew.",
            )
        return _ERRORS.get(str(error.get("kind")), UsageError)(wanted, seen=seen, hint=hint)
