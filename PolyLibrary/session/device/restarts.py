"""A phone that restarts: it is watched while it goes away, until it is ready again.

The phone answers at once and acts after its calls have ended; then it refuses connections for seconds to minutes,
and comes back with a small up-time before its lines are registered (facts: while restarting).
"""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from PolyLibrary.deadline import Deadline, polling
from PolyLibrary.errors import (
    BadReply,
    CheckFailed,
    NotUsable,
    PathMissing,
    PhoneRefused,
    PolyError,
    RestOff,
    Unreachable,
)
from PolyLibrary.phone.info import DeviceInfo
from PolyLibrary.phone.restarting import need_of
from PolyLibrary.session.config.configguard import RESTART_LIMIT, Sent
from PolyLibrary.session.pending import Pending
from PolyLibrary.session.phone_session import PhoneSession

REGISTER_LIMIT = 60.0
"""Seconds that lines may take to register again where nobody insists on it."""

LEAVES = 10.0
"""Seconds within which a phone goes away that was told to restart and has no call."""

FETCHES = 3.0
"""Seconds within which a phone that fetches its configuration goes away, if a change needs it."""

_LOOK = 1.0
REST_GRACE = 30.0
"""Seconds for which a phone that boots may answer without its REST API."""

_VERBS = {
    "/mgmt/safeRestart": LEAVES,
    "/mgmt/safeReboot": LEAVES,
    "/mgmt/factoryReset": LEAVES,
    "/mgmt/configReset": LEAVES,
    "/mgmt/updateConfiguration": FETCHES,
}


@dataclass
class _Waiting:
    """Where a wait stands."""

    state: str = "nothing was seen of it"
    rest_off_since: float | None = None


class Restarts:
    """The restarts of one phone in use, those that this library knows of.

    Attributes:
        pending: The restart that was asked for and is not known to be over.
        wiped: Whether the phone was reset to factory state and answers no REST any more.
    """

    def __init__(self, session: PhoneSession) -> None:
        self._session = session
        self._known_until = time.time()
        self.pending: Pending | None = None
        self.wiped = False

    # Before ----------------------------------------------------------------------------------------------

    def expect(self, why: str, deadline: Deadline) -> Pending:
        """Note the up-time before something is sent that restarts the phone."""
        sample = self._session.phone.info.device(deadline)
        received = time.monotonic()
        lines = self._registered(deadline)
        self.pending = Pending(why, sample.uptime, received, registered=lines)
        return self.pending

    def calls(self, deadline: Deadline) -> int:
        """How many calls are up; the phone restarts only when they have ended."""
        return len(self._session.watch.look(deadline).live)

    def _registered(self, deadline: Deadline) -> bool:
        try:
            return any(line.registered for line in self._session.phone.lines.status(deadline))
        except PathMissing:
            return False

    # Waiting ---------------------------------------------------------------------------------------------

    def wait(self, patience: Deadline, *, leaves: float | None = None, insist: bool = False) -> str:
        """Wait until the pending restart is over and the phone ready.

        Args:
            patience: How long in all.
            leaves: Seconds within which it must go away, else it is taken as not restarting; None for no such limit.
            insist: Whether it is an error when no line registers again; else it is said after a minute.

        Returns:
            What happened; empty when the phone did not restart within ``leaves``.

        Raises:
            CheckFailed: The phone does not restart or is not ready in time.
        """
        pending = self.pending
        if pending is None:
            return ""
        now = _Waiting()
        tries = 0
        for tries in polling(patience):
            info = self._look(pending, now)
            if info is None:
                continue
            if not pending.proven:
                now.state = f"it answers, up for {info.uptime} s, and has not restarted"
                if pending.away_since is not None:
                    now.state += ", although it was out of reach for a while"
                elif leaves is not None and time.monotonic() - pending.since > leaves:
                    self._over()
                    return ""
                continue
            registered = self._is_ready(pending, info, now, insist=insist)
            if registered is None:
                continue
            took = time.monotonic() - pending.since
            self._over()
            text = f"{pending.why}: the phone was ready again after {took:.1f} s"
            text += f", up for {info.uptime} s" if info.uptime is not None else ""
            return text if registered else f"{text}, but no line is registered"
        title = self._session.title
        raise CheckFailed(
            f"{title} is not ready after a restart ({pending.why})."
            if pending.proven or pending.away_since is not None
            else f"{title} did not restart ({pending.why}).",
            seen=f"{now.state}.",
            tried=patience.tried(tries),
            hint="a phone with calls restarts when they have ended; real phones are away for up to three minutes.",
        )

    def _look(self, pending: Pending, now: _Waiting) -> DeviceInfo | None:
        """One look at device/info; None while the phone gives no useful answer."""
        sent = time.monotonic()
        try:
            info = self._session.identify(Deadline(_LOOK, "the request limit"))
        except NotUsable as error:
            now.state = error.wanted.rstrip(".")
            return None
        except Unreachable as error:
            pending.away()
            now.state = error.wanted.rstrip(".")
            return None
        except (RestOff, PathMissing) as error:
            # While it boots, the web server may be up before the REST API is. Every firmware has device/info.
            now.rest_off_since = now.rest_off_since or sent
            if sent - now.rest_off_since > REST_GRACE:
                raise
            now.state = error.wanted.rstrip(".")
            return None
        except (BadReply, PhoneRefused) as error:
            now.state = error.wanted.rstrip(".")
            return None
        now.rest_off_since = None
        pending.answered(info.uptime, sent)
        return info

    def _is_ready(self, pending: Pending, info: DeviceInfo, now: _Waiting, *, insist: bool) -> bool | None:
        """Whether lines are registered; None while the phone is not ready."""
        patient = insist or not self._waited_for_lines(pending)
        if info.ready is False and patient:
            now.state = "it says that it is not ready to use"
            return None
        try:
            registered = not pending.registered or self._registered(Deadline(5.0, "the request limit"))
            if not registered and patient:
                now.state = "no line is registered"
                return None
            # Just after a boot, requests that change something are refused as busy (4001); this one changes nothing.
            self._session.phone.config.read(["log.render.level"], Deadline(5.0, "the request limit"))
        except (Unreachable, BadReply, PhoneRefused) as error:
            now.state = error.wanted.rstrip(".")
            return None
        return registered

    @staticmethod
    def _waited_for_lines(pending: Pending) -> bool:
        return pending.back_since is not None and time.monotonic() - pending.back_since > REGISTER_LIMIT

    def _over(self) -> None:
        self.pending = None
        self._known_until = time.time()
        self._session.acted()

    # For the guard of the configuration ------------------------------------------------------------------

    def sending(self, names: Sequence[str], send: Callable[[], None], patience: Deadline) -> Sent:
        """Send parameters that restart the phone, wait until it is ready again, and say so."""
        need = "reboot" if any(need_of(name) == "reboot" for name in names) else "restart"
        calls = self.calls(patience.within(5.0, "the request limit"))
        pending = self.expect(f"{need} for {', '.join(names)}", patience.within(5.0, "the request limit"))
        try:
            send()
        except PhoneRefused:
            self.pending = None
            raise
        if calls:
            pending.held = True
            return Sent(
                f"{', '.join(names)} needs a {need}, which comes when the phone has no call any more: neither waited "
                "for nor read back",
                ready=False,
            )
        pending.begin()
        text = self.wait(patience, leaves=LEAVES)
        return Sent(
            text or f"{', '.join(names)} was expected to {need} the phone, but it did not within {LEAVES:g} s",
            ready=True,
        )

    def returned(self, error: Unreachable | PhoneRefused, deadline: Deadline, patience: Deadline) -> str:
        """Wait for a phone that has gone away, or is busy because it is about to; raise ``error`` when it stays away.

        A restart that is known of gets the whole ``patience``, anything else the ``deadline`` of the caller.
        """
        if not self.under_way and isinstance(error, PhoneRefused):
            self.pending = Pending("a restart that was not asked for by this run", None, time.monotonic())
        if self.pending is not None:
            return self.wait(patience, leaves=LEAVES)
        for _ in polling(deadline):
            with suppress(Unreachable):
                self._session.identify(Deadline(_LOOK, "the request limit"))
                return f"the phone was out of reach ({error.wanted}) and has come back"
        raise error

    # At the end of a test or suite -----------------------------------------------------------------------

    @property
    def under_way(self) -> bool:
        """Whether a restart was asked for that is not known to be over."""
        self._look_at_requests()
        return self.pending is not None

    def settle(self, patience: Deadline, *, calls_ended: bool = False) -> str:
        """Wait for a restart that is known of and not over; the text is empty where there is none.

        Args:
            patience: How long in all.
            calls_ended: Whether calls were ended just now: the phone goes away from now on, not from its order.
        """
        pending = self.pending if self.under_way else None
        if pending is None or self.wiped:
            return ""
        with suppress(PolyError):
            if self.calls(Deadline(_LOOK, "the request limit")):
                pending.held = True
                return ""
        if calls_ended or pending.held:
            pending.begin()
            pending.held = False
        return self.wait(patience, leaves=pending.leaves)

    def _look_at_requests(self) -> None:
        """Find a restart that was asked for by other ways than ours, such as Call REST API."""
        if self.pending is not None:
            return
        steps = self._session.steps.last(200, phone=self._session.phone.name, kind="request")
        for step in reversed(steps):
            age = time.time() - step.at
            if step.at < self._known_until or age > RESTART_LIMIT:
                return
            for verb, leaves in _VERBS.items():
                if verb in step.text and "Status 2000" in step.text:
                    since = time.monotonic() - age
                    self.pending = Pending(f"asked for by {verb.rpartition('/')[2]}", None, since, leaves=leaves)
                    return


def restarts_of(session: PhoneSession) -> Restarts:
    """The one watcher of a session's restarts; the guard of its configuration waits by it from now on."""
    waiter = session.config.waiter
    if not isinstance(waiter, Restarts):
        waiter = session.config.waiter = Restarts(session)
    return waiter
