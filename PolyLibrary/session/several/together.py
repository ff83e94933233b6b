"""Looking at several phones in one moment."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import Undecided
from PolyLibrary.session.channels.bells import rounds
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.watch import MOST_GAP, Reading


@dataclass(frozen=True)
class Round:
    """One look at each phone, all at the same time.

    Attributes:
        readings: In the order of the phones.
        began: Before the first phone was asked (monotonic seconds).
        ended: When the last answer came.
    """

    readings: Sequence[Reading]
    began: float
    ended: float

    @property
    def took(self) -> float:
        """Seconds: what the readings say held somewhere in this time, each at a moment of its own."""
        return self.ended - self.began

    def one_moment(self) -> None:
        """Make sure that the readings lie close enough to be called one moment.

        Raises:
            Undecided: They do not.
        """
        if self.took > MOST_GAP:
            raise too_far_apart("the looks of one round", self.took)


class Together:
    """Looks at phones round by round; a context manager, for it keeps threads."""

    def __init__(self, sessions: Sequence[PhoneSession]) -> None:
        self._sessions = sessions
        self._pool = ThreadPoolExecutor(len(sessions), "together") if len(sessions) > 1 else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # When a test's timeout interrupts, requests under way go on to their own limits in the background.
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def rounds(self, deadline: Deadline) -> Iterator[int]:
        """The polling schedule of a wait; a notification of any of the phones ends a pause early."""
        bells = [session.watch.bell for session in self._sessions if session.watch.bell is not None]
        yield from rounds(bells, deadline)

    def look(self, deadline: Deadline) -> Round:
        """One round.

        Raises:
            Unreachable and others: As of the look at one phone; the first phone's counts.
        """
        began = time.monotonic()
        if self._pool is None:
            readings = [session.watch.look(deadline) for session in self._sessions]
        else:
            futures: list[Future[Reading]] = [
                self._pool.submit(session.watch.look, deadline) for session in self._sessions
            ]
            readings = [future.result() for future in futures]
        return Round(readings, began, max((reading.at for reading in readings), default=began))


def too_far_apart(what: str, seconds: float) -> Undecided:
    """The error of looks that are no proof."""
    return Undecided(
        f"Nothing is proven: {what} were {seconds:.1f} s apart.",
        seen=f"up to {MOST_GAP} s are allowed.",
        hint="look at the phones' load and at the network, then run the test again.",
    )
