"""The lists of missed, received and placed calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from PolyLibrary.deadline import Deadline
from PolyLibrary.phone.calls import bare_number
from PolyLibrary.phone.fields import items, mapping, text, whole
from PolyLibrary.phone.rest import Rest
from PolyLibrary.phone.times import parse_duration, parse_local

CallLogKind = Literal["missed", "received", "placed"]
KINDS: tuple[CallLogKind, ...] = get_args(CallLogKind)


@dataclass(frozen=True)
class CallLogEntry:
    """One call of a list.

    Args:
        number: Without ``sip:`` or ``tel:`` and host; ``raw_number`` is as the phone wrote it.
        line: Line number; 0 when the phone does not tell.
        start: The phone's local time.
        duration: Seconds; None for a call that was never connected.
    """

    kind: CallLogKind
    name: str
    number: str
    line: int
    start: datetime | None
    duration: int | None
    raw_number: str = ""


def parse_call_log(data: object, kind: CallLogKind | None = None) -> list[CallLogEntry]:
    """Entries from ``data`` of callLogs (an object of three lists), or of one list when ``kind`` is given.

    Raises:
        BadReply: It has another shape.
    """
    if kind is not None and not isinstance(data, dict):
        return [_entry(kind, item) for item in items(data, f"list of {kind} calls")]
    lists = {name.lower(): value for name, value in mapping(data or {}, "call lists").items()}
    return [
        _entry(one, item)
        for one in ((kind,) if kind else KINDS)
        for item in items(lists.get(one), f"list of {one} calls")
    ]


def _entry(kind: CallLogKind, data: Mapping[str, Any]) -> CallLogEntry:
    raw_number = text(data, "RemotePartyNumber")
    return CallLogEntry(
        kind=kind,
        name=text(data, "RemotePartyName"),
        number=bare_number(raw_number),
        line=whole(data, "LineNumber"),
        start=parse_local(text(data, "StartTime")),
        duration=parse_duration(text(data, "Duration")),
        raw_number=raw_number,
    )


class CallLog:
    """The call lists of one phone, oldest entry first."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    def read(self, kind: CallLogKind | None, deadline: Deadline) -> list[CallLogEntry]:
        """One of the lists, or with None all three."""
        path = "/api/v1/mgmt/callLogs" + (f"/{kind}" if kind else "")
        return self._rest.call("GET", path, None, deadline).parsed(lambda data: parse_call_log(data, kind))
