"""What phones have said to passwords, remembered for the whole process.

Five wrong logins within a minute lock a phone, and a run opens the same phone test after test, or from several
threads. So a password that a phone refused is not sent again, whoever asks, and while nothing is known of one yet,
one thread at a time tries it.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from PolyLibrary.errors import NotUsable
from PolyLibrary.phone.address import PhoneAddress

REMEMBERED = 300.0
"""Seconds that a refusal is remembered: the longest time over which a phone counts wrong logins (facts:
``httpd.cfg.lockWebUI.noOfInvalidAttemptsDuration`` is 60 to 300), so that two refusals never add up."""


class Door:
    """One kind of login of one phone. Passwords are known by a key (a hash) alone. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turn = threading.RLock()
        self._refused: dict[int, float] = {}
        self._proven: set[int] = set()

    def refused(self, key: int) -> bool:
        """Whether the phone said no to this password, not long ago and to no other's yes since."""
        at = self._refused.get(key)
        return at is not None and time.monotonic() - at < REMEMBERED

    def proven(self, key: int) -> bool:
        """Whether the phone said yes to this password the last time."""
        return key in self._proven

    def refuse(self, key: int) -> None:
        """The phone said no."""
        with self._lock:
            self._refused[key] = time.monotonic()
            self._proven.discard(key)

    def accept(self, key: int) -> None:
        """The phone said yes, which clears its own count of wrong logins (facts: lockout)."""
        with self._lock:
            self._refused.clear()
            self._proven.add(key)

    def turn(self, key: int, subject: str, limit: float) -> AbstractContextManager[None]:
        """The right to send a password; other threads wait for what the phone says, unless it is known to be good.

        Args:
            subject: ``alice: GET /api/...``, for the error.
            limit: Seconds to wait for it.

        Raises:
            NotUsable: Another thread had it for too long; nothing was sent.
        """
        return nullcontext() if self.proven(key) else self._taken(subject, limit)

    @contextmanager
    def _taken(self, subject: str, limit: float) -> Iterator[None]:
        try:
            if not self._turn.acquire(timeout=limit):
                raise NotUsable(
                    f"{subject}: another login at this phone was still under way.",
                    seen="nothing was sent: a password is tried by one thread at a time until the phone took it.",
                    tried=f"waited {limit:.1f} s.",
                    hint="wait longer, or open the phone before threads use it.",
                )
            yield
        finally:
            # A test's timeout may strike right after the turn was taken; an RLock knows whose it is.
            try:  # noqa: SIM105
                self._turn.release()
            except RuntimeError:
                pass


_doors: dict[tuple[str, int, int, str], Door] = {}
_doors_lock = threading.Lock()


def door_of(address: PhoneAddress, family: str = "") -> Door:
    """The door of the phone at an address, the same for all who ask.

    Args:
        family: Parameters of a login of its own, such as ``apps.push``; empty for the administrator's.
    """
    with _doors_lock:
        return _doors.setdefault((address.host, address.http_port, address.https_port, family), Door())
