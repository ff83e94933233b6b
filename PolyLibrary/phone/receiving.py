"""What the receivers of events and of syslog share: a ring of what came, waits, listeners, counted faults."""

import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, TypeVar

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import LabError, UsageError
from PolyLibrary.redaction import redact

Item = TypeVar("Item")


@dataclass(frozen=True)
class Dropped:
    """Something that came and could not be used."""

    sender: str
    why: str
    at: float = field(default_factory=time.time)


class Inbox(Generic[Item]):
    """A thread-safe ring of the last items, numbered from 1, with waits and listeners.

    Args:
        keep: Items that are kept; older ones are forgotten, but still counted.
    """

    def __init__(self, keep: int = 2000) -> None:
        self._ring: deque[Item] = deque(maxlen=keep)
        self._dropped: deque[Dropped] = deque(maxlen=50)
        self._listeners: list[Callable[[Item], None]] = []
        self._changed = threading.Condition()
        self._count = self._faults = 0
        self._closed = False

    @property
    def count(self) -> int:
        """Items that came so far: the position from which a wait can look."""
        with self._changed:
            return self._count

    @property
    def faults(self) -> int:
        """What could not be used so far, a listener's own failures included."""
        with self._changed:
            return self._faults

    @property
    def dropped(self) -> list[Dropped]:
        """The last of what could not be used, oldest first."""
        with self._changed:
            return list(self._dropped)

    def items(self, since: int = 0) -> list[Item]:
        """The items after position ``since`` that are still kept, oldest first."""
        with self._changed:
            return self._after(since)

    def wait(self, until: Callable[[Item], bool], deadline: Deadline, *, since: int | None = None) -> Item | None:
        """The first item for which ``until`` holds; None when the deadline passes or the receiver is closed.

        Args:
            since: The position (``count``) to look from, taken before the action; by default only new items count.
        """
        position = self.count if since is None else since
        while True:
            with self._changed:
                fresh = self._after(position)
                position = self._count
            for item in fresh:
                if until(item):
                    return item
            with self._changed:
                while self._count <= position:
                    left = deadline.remaining
                    if self._closed or left <= 0:
                        return None
                    self._changed.wait(left)
            if fresh and deadline.expired:
                return None

    def listen(self, callback: Callable[[Item], None]) -> Callable[[], None]:
        """Call ``callback`` for each new item, in the thread that received it; the function returned ends it."""
        with self._changed:
            self._listeners.append(callback)

        def stop() -> None:
            with self._changed:
                if callback in self._listeners:
                    self._listeners.remove(callback)

        return stop

    def put(self, item: Item) -> None:
        """Add an item, wake those who wait and call the listeners."""
        with self._changed:
            self._ring.append(item)
            self._count += 1
            listeners = list(self._listeners)
            self._changed.notify_all()
        for listener in listeners:
            try:
                listener(item)
            except Exception as error:  # noqa: BLE001 - a listener's failure must not end the receiving thread
                self.drop("listener", f"{type(error).__name__}: {error}")

    def drop(self, sender: str, why: str) -> None:
        """Count something that cannot be used."""
        with self._changed:
            self._faults += 1
            self._dropped.append(Dropped(sender, redact(why[:200])))

    def close(self) -> None:
        """End all waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _after(self, position: int) -> list[Item]:
        gone = self._count - len(self._ring)
        return list(islice(self._ring, max(0, position - gone), None))


def address_towards(host: str, port: int = 80) -> str:
    """The address of this machine that ``host`` sees, so that a phone can be told where to send. Sends nothing."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.connect(where)
            return str(probe.getsockname()[0])
    except OSError as error:
        raise LabError(
            f"There is no way from here to {host}.",
            seen=error.strerror or str(error),
            hint="check the phone's address, the cable and the VLAN.",
        ) from error


def reachable(host: str, advertise: str | None) -> str:
    """The host that phones are told: ``advertise``, else the one that is listened on.

    Raises:
        UsageError: Everything is listened on, which is no address to tell.
    """
    if advertise:
        return advertise
    if host in ("", "0.0.0.0", "::"):
        raise UsageError(
            "The phone cannot be told where to send: the receiver listens on every address.",
            hint="give advertise= the address of this machine that the phone reaches.",
        )
    return host


def cannot_listen(what: str, host: str, port: int, error: OSError) -> LabError:
    """The error of a port that cannot be opened."""
    return LabError(
        f"{what} cannot be received on {host} port {port}.",
        seen=error.strerror or str(error),
        hint="is the address one of this machine's, and the port free (0 takes any)?",
    )
