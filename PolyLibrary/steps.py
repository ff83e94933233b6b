"""The record of what was done and seen: log lines, the timeline and the evidence are all made from it.

Secrets are removed when a step is recorded, so nothing that reads the record can leak one.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from PolyLibrary.redaction import redact

Kind = Literal["request", "state", "action", "note", "warning"]


@dataclass(frozen=True)
class Step:
    """One thing that happened at one phone (wall-clock seconds; ``detail`` is for TRACE only)."""

    phone: str
    kind: Kind
    text: str
    detail: str = ""
    took: float | None = None
    at: float = field(default_factory=time.time)
    thread: int = field(default_factory=threading.get_ident)


class StepLog:
    """A thread-safe ring of the last steps, with listeners that hear each new one."""

    def __init__(self, size: int = 2000) -> None:
        self._ring: deque[Step] = deque(maxlen=size)
        self._lock = threading.Lock()
        self._listeners: list[Callable[[Step], None]] = []

    def record(self, phone: str, kind: Kind, text: str, *, detail: str = "", took: float | None = None) -> Step:
        step = Step(phone, kind, redact(text), redact(detail), took)
        with self._lock:
            self._ring.append(step)
            listeners = list(self._listeners)
        for listener in listeners:
            listener(step)
        return step

    def listen(self, listener: Callable[[Step], None]) -> Callable[[], None]:
        """Call ``listener`` for each new step; the function returned ends it."""
        with self._lock:
            self._listeners.append(listener)

        def stop() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return stop

    def last(self, count: int, *, phone: str | None = None, kind: Kind | None = None) -> list[Step]:
        """The last ``count`` steps, oldest first."""
        with self._lock:
            steps = list(self._ring)
        chosen = [s for s in steps if (phone is None or s.phone == phone) and (kind is None or s.kind == kind)]
        return chosen[-count:]
