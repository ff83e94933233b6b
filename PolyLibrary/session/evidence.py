"""What is kept of a failure: picture, calls, lines, the last log lines and requests of each phone."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from PolyLibrary.deadline import Deadline, seconds
from PolyLibrary.errors import PolyError
from PolyLibrary.redaction import redact
from PolyLibrary.session.calls.callpick import listed
from PolyLibrary.session.phone_session import PhoneSession

LIMIT = 5.0
"""Seconds that collecting may take, for all phones together."""

_LAST = 0.5
"""Seconds for what a request needs to see that its time is over."""


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


def collect_all(sessions: Sequence[PhoneSession], limit: float = LIMIT) -> list[Evidence]:
    """Collect from all phones at the same time: one that hangs takes nothing from the others.

    Args:
        limit: Seconds that all of it may take.

    Returns:
        One evidence a phone, in their order; that of a phone which is still busy then says so.
    """
    if not sessions:
        return []
    pool = ThreadPoolExecutor(len(sessions), "evidence")
    try:
        deadline = Deadline(limit, "the evidence limit")
        parts = [pool.submit(collect, session, deadline) for session in sessions]
        done, _ = wait(parts, deadline.remaining + _LAST)
        return [
            _of(session, part) if part in done else _nothing(session, f"nothing came within {seconds(limit)}")
            for session, part in zip(sessions, parts, strict=True)
        ]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _of(session: PhoneSession, part: Future[Evidence]) -> Evidence:
    """The evidence, also where a defect kept it from being collected: it must not hide the failure that it is of."""
    error = part.exception()
    return part.result() if error is None else _nothing(session, redact(f"{type(error).__name__}: {error}"))


def _nothing(session: PhoneSession, why: str) -> Evidence:
    gap = f"all of it: {why}"
    return Evidence(session.name, session.title, session.entry.host, None, "", "not read", "", (), (), (gap,))
