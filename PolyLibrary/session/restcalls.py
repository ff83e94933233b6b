"""Any REST call, with the emergency guard on the numbers in it."""

from typing import Any

from PolyLibrary.deadline import Deadline
from PolyLibrary.phone.rest import RestAnswer
from PolyLibrary.session.phone_session import PhoneSession

_NUMBER_FIELDS = {"dest", "transferdest"}


def guarded_call(
    session: PhoneSession, method: str, path: str, data: Any, status: str, deadline: Deadline
) -> RestAnswer:
    """Send one request once and expect a Status."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name.casefold() in _NUMBER_FIELDS or _forwards(name):
                session.guard_number(str(value))
    answer = session.phone.rest.call(method, path, data, deadline, expect=status)
    if method == "POST":
        session.acted()
    return answer


def _forwards(parameter: str) -> bool:
    """Whether a parameter holds a number that the phone will dial by itself."""
    name = parameter.casefold()
    return (name.startswith("divert.") and name.endswith(".contact")) or name.endswith("autooffhook.contact")
