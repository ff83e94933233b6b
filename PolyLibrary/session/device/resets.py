"""Restart, reboot, reset, update: each is asked for once, then the phone is watched until it is ready again."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PolyLibrary.deadline import Deadline, polling
from PolyLibrary.errors import (
    CheckFailed,
    FactoryPassword,
    LoginRefused,
    PathMissing,
    PolyError,
    RestOff,
    Unreachable,
    UsageError,
)
from PolyLibrary.phone.actions import ConfigSource
from PolyLibrary.phone.address import mac_of
from PolyLibrary.phone.faults import effect_unknown
from PolyLibrary.session.config.snapshots import Difference, differences, take
from PolyLibrary.session.device.restarts import FETCHES, LEAVES, Restarts, restarts_of
from PolyLibrary.session.phone_session import PhoneSession

Kind = Literal["restart", "reboot"]

MEANING: dict[ConfigSource, str] = {
    "local": "what was set at the phone itself",
    "web": "what was set by the web page or by REST, Set Config included",
    "device": "the device.* settings kept in flash (network, provisioning, passwords)",
    "cloud": "what was set from the cloud",
    "all": "what was set at the phone, by the web page or REST, in flash and from the cloud",
}
"""What each reset removes (facts: actions)."""

_REQUEST = "the request limit"


@dataclass(frozen=True)
class Reset:
    """What Reset Config did.

    Args:
        meaning: What was removed, in words.
        restarted: What the phone did then.
        changed: Parameters known to the library whose values differ now.
    """

    meaning: str
    restarted: str
    changed: list[Difference]


def restart(
    session: PhoneSession, kind: Kind, deadline: Deadline, *, wait: bool = True, during_call: bool = False
) -> str:
    """Restart the application or reboot the phone; says what was seen.

    Raises:
        UsageError: A call is up; nothing was sent.
        CheckFailed: The phone does not restart, or is not ready in time.
    """
    restarts = restarts_of(session)
    calls = restarts.calls(deadline.within(5.0, _REQUEST))
    if calls and not during_call:
        raise _has_calls(session, calls, f"{kind} it during a call with during_call=yes: it then waits for their end")
    pending = restarts.expect(kind, deadline.within(5.0, _REQUEST))
    actions = session.phone.actions
    lost = _ask(restarts, actions.safe_restart if kind == "restart" else actions.safe_reboot)
    session.acted()
    if not wait:
        pending.held = bool(calls)
        return f"asked to {kind}; not waited for"
    # An order whose answer was lost may not have arrived: then the phone need not go away.
    text = restarts.wait(deadline, leaves=LEAVES if lost else None, insist=True)
    if not text and lost is not None:
        raise lost
    return text


def update_configuration(session: PhoneSession, deadline: Deadline) -> str:
    """Have the phone fetch its configuration; wait when it restarts for it."""
    restarts = restarts_of(session)
    restarts.expect("a changed configuration", deadline.within(5.0, _REQUEST))
    lost = _ask(restarts, session.phone.actions.update_configuration)
    session.acted()
    if lost is not None:
        raise lost
    return restarts.wait(deadline, leaves=FETCHES) or f"configuration fetched; no restart within {FETCHES:g} s"


def reset_config(session: PhoneSession, source: ConfigSource, deadline: Deadline) -> Reset:
    """Remove the values of one source, or of all, wait for the restart, and see what has changed.

    Raises:
        UsageError: A call is up; nothing was sent.
        RestOff: The REST API was switched on by what was removed.
    """
    restarts = restarts_of(session)
    calls = restarts.calls(deadline.within(5.0, _REQUEST))
    if calls:
        raise _has_calls(session, calls, "the phone would restart when they have ended")
    before = take(session, deadline.within(30.0, _REQUEST), own=False)
    restarts.expect(f"reset of configuration '{source}'", deadline.within(5.0, _REQUEST))
    lost = _ask(restarts, lambda limit: session.phone.actions.reset_config(source, limit))
    session.acted()
    text = restarts.wait(deadline, leaves=LEAVES)
    if not text and lost is not None:
        raise lost
    changed = differences(session, before, deadline.within(30.0, _REQUEST))
    return Reset(MEANING[source], text or f"the phone did not restart within {LEAVES:g} s", changed)


def factory_reset(session: PhoneSession, confirm: str, deadline: Deadline) -> str:
    """Wipe the phone; says in which state it came back.

    Args:
        confirm: The phone's own name or MAC address.

    Raises:
        UsageError: ``confirm`` names another phone, or a call is up; nothing was sent.
        CheckFailed: The phone does not go away and come back.
    """
    _check_confirmation(session, confirm)
    restarts = restarts_of(session)
    calls = restarts.calls(deadline.within(5.0, _REQUEST))
    if calls:
        raise _has_calls(session, calls, "the phone would be reset when they have ended")
    restarts.expect("factory reset", deadline.within(5.0, _REQUEST))
    lost = _ask(restarts, session.phone.actions.factory_reset)
    session.acted()
    if lost is not None:
        raise lost
    # From here on the old values are gone, and there is nothing to put back.
    session.config.forget()
    restarts.wiped = True
    return _after_wipe(session, restarts, deadline)


def _after_wipe(session: PhoneSession, restarts: Restarts, deadline: Deadline) -> str:
    pending = restarts.pending
    assert pending is not None
    started = time.monotonic()
    state, tries = "", 0
    for tries in polling(deadline):
        sent = time.monotonic()
        try:
            info = session.phone.info.device(Deadline(1.0, _REQUEST))
        except Unreachable as error:
            pending.away()
            state = error.wanted.rstrip(".")
            continue
        except (RestOff, PathMissing, FactoryPassword, LoginRefused) as error:
            restarts.pending = None
            if not isinstance(error, LoginRefused):
                # What was learned of its REST API holds no longer; a refused password stays refused.
                session.phone.transport.address = session.phone.address
            return (
                f"reset to factory state; after {sent - started:.1f} s it answers again, without the library: "
                f"{_why(error)}. It must be provisioned before it can be used"
            )
        except PolyError as error:
            state = error.wanted.rstrip(".")
            continue
        pending.answered(info.uptime, sent)
        if pending.proven:
            restarts.pending, restarts.wiped = None, False
            return f"reset to factory state; after {sent - started:.1f} s it answers REST again: it was provisioned"
        state = f"it answers, up for {info.uptime} s, and has not restarted"
    raise CheckFailed(
        f"{session.title} does not come back after the factory reset."
        if pending.away_since is not None
        else f"{session.title} was told to reset to factory state and did not.",
        seen=f"{state}.",
        tried=deadline.tried(tries),
        hint="a real phone takes up to four minutes, and may come back with another address.",
    )


def _why(error: PolyError) -> str:
    if isinstance(error, (RestOff, PathMissing)):  # every firmware with REST has device/info
        return "its REST API is switched off"
    if isinstance(error, FactoryPassword):
        return "it has its factory password, with which it refuses REST"
    return "it refuses the password of the lab file"


def _check_confirmation(session: PhoneSession, confirm: str) -> None:
    mac = session.entry.mac or (session.info.mac if session.info else "")
    names = {session.name.casefold(), session.entry.name.casefold()}
    if confirm.strip().casefold() in names or (mac and mac_of(confirm) == mac_of(mac)):
        return
    raise UsageError(
        f"'{confirm}' does not confirm the factory reset of {session.title}; nothing was sent.",
        seen="a factory reset removes everything: lines, passwords, and the switch of the REST API.",
        hint=f"confirm with the phone's own name or MAC address: Factory Reset Phone    {session.name}",
    )


def _has_calls(session: PhoneSession, calls: int, hint: str) -> UsageError:
    plural = "" if calls == 1 else "s"
    return UsageError(
        f"{session.title} has {calls} call{plural} up; nothing was sent.",
        seen=session.watch.story(),
        hint=f"End All Calls first; {hint}.",
    )


def _ask(restarts: Restarts, act: Callable[[Deadline], None]) -> PolyError | None:
    """Send an order once; the error when its answer was lost and it may have arrived."""
    try:
        act(Deadline(5.0, _REQUEST))
    except PolyError as error:
        if effect_unknown(error):
            return error
        restarts.pending = None
        raise
    if restarts.pending is not None:
        restarts.pending.begin()
    return None
