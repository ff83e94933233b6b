"""The side channels of one phone: made when their parameters are set, gone when these are cleared.

All of them hear of the phone's state in one place: the calls' change feed, and the log.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from aiohttp import web

from PolyLibrary.emulator.channels.digest import Nonces
from PolyLibrary.emulator.channels.events import PREFIX as EVENTS
from PolyLibrary.emulator.channels.events import URLS, Events
from PolyLibrary.emulator.channels.polling import HANDLERS, Polling
from PolyLibrary.emulator.channels.push import PATH as PUSH_PATH
from PolyLibrary.emulator.channels.push import Push
from PolyLibrary.emulator.channels.syslog import PREFIX as SYSLOG
from PolyLibrary.emulator.channels.syslog import Syslog, transport_of
from PolyLibrary.emulator.channels.tasks import Tasks
from PolyLibrary.emulator.config import Change

if TYPE_CHECKING:
    from PolyLibrary.emulator.phone import VirtualPhone

Handler = Callable[[web.BaseRequest, bytes], web.StreamResponse]
PUSH, POLLING = "apps.push.", "apps.statePolling."
_TUNNEL = "apps.push.secureTunnel"


class Channels:
    """What a phone sends and takes beside REST and its web pages. Lives in the fleet's loop."""

    def __init__(self, phone: "VirtualPhone") -> None:
        self._phone = phone
        self._tasks = Tasks(phone.clock.loop)
        self._nonces = Nonces(phone.profile)
        self._push: Push | None = None
        self._polling: Polling | None = None
        self._events: Events | None = None
        self._syslog: Syslog | None = None
        for prefix, configure in self._parts().items():
            if phone.config.names(prefix):
                configure()
        phone.config.listen(self._configured)
        phone.desk.lock.listen(self._lock_changed)
        phone.skype.listen(self._user_changed)

    def _parts(self) -> dict[str, Callable[[], None]]:
        return {
            PUSH: self._configure_push,
            POLLING: self._configure_polling,
            EVENTS: self._configure_events,
            SYSLOG: self._configure_syslog,
        }

    # What the phone tells
    def changed(self) -> None:
        """Calls or registrations may have changed."""
        if self._push is not None:
            self._push.changed()
        if self._events is not None:
            self._events.changed()

    def booted(self) -> None:
        """A new boot has begun."""
        self._nonces.boot()

    def going_down(self) -> None:
        """A graceful restart: the last words go out."""
        if self._push is not None:
            self._push.stop()
        if self._events is not None:
            self._events.going_down()
        if self._syslog is not None:
            self._configure_syslog()

    def stop(self) -> None:
        """The power is gone: nothing more is sent."""
        self._tasks.stop()
        self._phone.log.tap(None)
        for part in (self._push, self._polling, self._events):
            if part is not None:
                part.stop()
        if self._syslog is not None:
            self._syslog.close()
        self._push = self._polling = self._events = self._syslog = None

    def power_is_back(self) -> None:
        """Everything that is configured begins anew, after ``stop``."""
        for configure in self._parts().values():
            configure()

    def lock(self, *, locked: bool) -> None:
        """Lock or unlock the phone."""
        self._phone.desk.lock.set(locked=locked)

    @property
    def locked(self) -> bool:
        """Whether the phone is locked; pushes are then not carried out."""
        return self._phone.desk.lock.locked

    def _lock_changed(self, locked: bool) -> None:
        if self._events is not None:
            self._events.lock_changed(locked=locked)

    def _user_changed(self, user: str) -> None:
        if self._events is not None:
            self._events.user_changed(user)

    # Push and polling
    def handler(self, path: str, *, secure: bool) -> Handler | None:
        """Who answers a path (lower case); None when nobody does, which gives the 404 page.

        Args:
            secure: Whether the request came over HTTPS.
        """
        answer: Handler | None = None
        if path == PUSH_PATH and self._push is not None:
            answer = self._push.answer
        elif path in HANDLERS and self._polling is not None:
            answer = self._polling.answer
        return answer if answer is not None and self._tunnel_lets(secure=secure) else None

    def _tunnel_lets(self, *, secure: bool) -> bool:
        config = self._phone.config
        if secure:
            return config.on(f"{_TUNNEL}Enabled")
        required = config.get(f"{_TUNNEL}Required")
        if required.source == "default":
            # Known from clients: phones with the Lync profile need it switched off by hand.
            return config.text("device.baseProfile") != "Lync"
        return required.value != "1"

    # Configuration
    def _configured(self, changes: list[Change]) -> None:
        for prefix, configure in self._parts().items():
            if any(change.name.startswith(prefix) for change in changes):
                configure()

    def _login(self, prefix: str) -> bool:
        return all(self._phone.config.text(f"{prefix}{name}") for name in ("username", "password"))

    def _configure_push(self) -> None:
        wanted = self._phone.config.text(f"{PUSH}messageType") != "0" and self._login(PUSH)
        if wanted and self._push is None:
            self._push = Push(self._phone, self._nonces, self._tasks, lambda: self.locked)
        elif self._push is not None and not wanted:
            self._push.stop()
            self._push = None

    def _configure_polling(self) -> None:
        config = self._phone.config
        target = not config.on(f"{POLLING}responseMode") or config.text(f"{POLLING}URL")
        wanted = self._login(POLLING) and bool(target)
        if wanted and self._polling is None:
            self._polling = Polling(self._phone, self._nonces, self._tasks)
        elif self._polling is not None and not wanted:
            self._polling.stop()
            self._polling = None

    def _configure_events(self) -> None:
        wanted = any(self._phone.config.text(name) for name in URLS)
        if self._events is not None:
            self._events.configured()
            if not wanted:
                self._events = None
        elif wanted:
            self._events = Events(self._phone, self._tasks)

    def _configure_syslog(self) -> None:
        if self._syslog is not None:
            self._syslog.close()
        config = self._phone.config
        wanted = config.text(f"{SYSLOG}serverName") and transport_of(config.text(f"{SYSLOG}transport")) != "None"
        self._syslog = Syslog(self._phone, self._tasks) if wanted else None
        self._phone.log.tap(self._syslog)
