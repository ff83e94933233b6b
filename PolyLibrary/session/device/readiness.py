"""Whether a phone answers and is ready, and whether it has restarted for it."""

import time
from datetime import timedelta

from PolyLibrary.deadline import Deadline, polling
from PolyLibrary.errors import (
    BadReply,
    CheckFailed,
    FactoryPassword,
    NotUsable,
    PathMissing,
    PhoneRefused,
    PolyError,
    RestOff,
    Unreachable,
)
from PolyLibrary.phone.info import DeviceInfo
from PolyLibrary.session.device.restarts import REST_GRACE
from PolyLibrary.session.phone_session import PhoneSession

_REQUEST = "the request limit"
_WHOLE = 1.0
"""Seconds by which an up-time may be larger than the phone says: it counts whole ones."""


def wait_until_ready(
    session: PhoneSession, deadline: Deadline, *, restarted: bool = False, registered: bool = True
) -> tuple[timedelta, str]:
    """Wait until a phone answers and its lines are registered.

    Args:
        restarted: Whether it must have restarted since the start of the test: its up-time is smaller than the time
            since then.
        registered: Whether at least one line must be registered.

    Returns:
        Its up-time, and what was seen in words.

    Raises:
        CheckFailed: It is not ready in time.
        RestOff: It answers, but its REST API stays away for longer than a boot takes.
    """
    state, tries = "it did not answer", 0
    rest_off: float | None = None
    for tries in polling(deadline):
        sent = time.monotonic()
        try:
            info = session.identify(deadline.within(5.0, _REQUEST))
            rest_off = None
            missing = _missing(session, info, sent, deadline, restarted=restarted, registered=registered)
        except (Unreachable, BadReply, PhoneRefused) as error:
            missing = error.wanted.rstrip(".")
        except (RestOff, PathMissing) as error:
            # While it boots, the web server may be up before the REST API is.
            rest_off = rest_off or sent
            if sent - rest_off > REST_GRACE:
                raise
            missing = error.wanted.rstrip(".")
        if not missing:
            up = timedelta(seconds=info.uptime or 0)
            known = f"up for {info.uptime} s" if info.uptime is not None else "its up-time is not known"
            return up, f"ready, {known} ({deadline.tried(tries)})"
        state = missing
    raise CheckFailed(f"{session.title} is not ready.", seen=f"{state}.", tried=deadline.tried(tries))


def _missing(
    session: PhoneSession, info: DeviceInfo, sent: float, deadline: Deadline, *, restarted: bool, registered: bool
) -> str:
    """What a phone that answers lacks; empty when it is ready."""
    if restarted and info.uptime is None:
        return "it does not tell its up-time, so nobody knows whether it has restarted"
    if restarted and info.uptime is not None and info.uptime + _WHOLE > sent - session.start.at:
        return f"it is up for {info.uptime} s and has not restarted since the start of the test"
    if info.ready is False:
        return "it says that it is not ready to use"
    if registered and not any(line.registered for line in session.phone.lines.status(deadline.within(5.0, _REQUEST))):
        return "no line is registered"
    return ""


def wait_until_unreachable(session: PhoneSession, deadline: Deadline) -> str:
    """Wait until a phone no longer answers; says how that showed.

    Raises:
        CheckFailed: It still answers (an error page is an answer, too), or it could not be asked.
    """
    seen, tries = "", 0
    for tries in polling(deadline):
        try:
            session.phone.info.device(Deadline(min(2.0, max(deadline.remaining, 0.5)), _REQUEST))
            seen = "it answers device/info"
        except NotUsable as error:
            seen = f"no proof that it is away: {_reason(error)}"
        except Unreachable as error:
            return error.wanted
        except (RestOff, PathMissing, FactoryPassword, BadReply, PhoneRefused) as error:
            seen = f"it answers: {_reason(error)}"
    raise CheckFailed(f"{session.title} is still reachable.", seen=f"{seen}.", tried=deadline.tried(tries))


def _reason(error: PolyError) -> str:
    return error.wanted.rstrip(".")
