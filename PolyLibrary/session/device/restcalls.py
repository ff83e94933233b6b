"""Any REST call, with the emergency guard on the numbers in it."""

import re
from typing import Any, Protocol

from PolyLibrary.deadline import Deadline
from PolyLibrary.phone.rest import RestAnswer
from PolyLibrary.session.phone_session import PhoneSession

# Fields of call control, and parameters whose number the phone dials by itself: forward, hotline, speed dial.
_NUMBERS = re.compile(
    r"(?i)(transfer)?dest|divert\..*\.contact|.*autooffhook\.(.*\.)?contact|attendant\.resourcelist\..*\.address"
)


def guarded_call(
    session: PhoneSession, method: str, path: str, data: Any, status: str, deadline: Deadline
) -> RestAnswer:
    """Send one request once and expect a Status."""
    guard_numbers(session, data)
    answer = session.phone.rest.call(method, path, data, deadline, expect=status)
    if method == "POST":
        session.acted()
    return answer


class Guard(Protocol):
    """Who refuses an emergency number."""

    def guard_number(self, number: str) -> None: ...


def guard_numbers(guard: Guard, data: Any) -> None:
    """Refuse emergency numbers anywhere in the data of a request, or among parameters."""
    if isinstance(data, dict):
        for name, value in data.items():
            if isinstance(value, (dict, list)):
                guard_numbers(guard, value)
            elif _NUMBERS.fullmatch(str(name).strip()):
                guard.guard_number(str(value))
    elif isinstance(data, list):
        for each in data:
            guard_numbers(guard, each)
