"""What is kept of a failure: picture, calls, lines, the last log lines and requests of each phone."""

from dataclasses import dataclass, field

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import PolyError
from PolyLibrary.redaction import redact
from PolyLibrary.session.callpick import listed
from PolyLibrary.session.phone_session import PhoneSession

LIMIT = 5.0
"""Seconds that collecting may take, for all phones together."""


@dataclass(frozen=True)
class Evidence:
    """What one phone left (``picture`` as the phone sent it, None where there was none)."""

    phone: str
    title: str
    address: str
    picture: bytes | None
    picture_kind: str
    calls: str
    history: str
    log: tuple[str, ...]
    requests: tuple[str, ...]
    gaps: tuple[str, ...] = field(default_factory=tuple)


def collect(session: PhoneSession, deadline: Deadline, *, log_lines: int = 30, requests: int = 15) -> Evidence:
    """Collect what can be had within the deadline; what cannot is said in ``gaps``, never raised."""
    gaps: list[str] = []
    picture, kind = None, ""
    calls = "not read"
    log: list[str] = []
    sent = tuple(f"{step.text}" for step in session.steps.last(requests, phone=session.name, kind="request"))
    try:
        calls = listed(session.watch.look(deadline).calls)
    except PolyError as error:
        gaps.append(f"calls: {error.wanted}")
    if not gaps:
        try:
            shot = session.pictures.take(deadline)
            picture, kind = shot.data, shot.kind
        except PolyError as error:
            gaps.append(f"picture: {error.wanted}")
        log = session.logbook.tail(log_lines, deadline)
    return Evidence(
        phone=session.name,
        title=session.title,
        address=session.entry.host,
        picture=picture,
        picture_kind=kind,
        calls=redact(calls),
        history=session.watch.story(session.start.at),
        log=tuple(redact(line) for line in log),
        requests=sent,
        gaps=tuple(redact(gap) for gap in gaps),
    )
