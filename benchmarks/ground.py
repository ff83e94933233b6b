"""What the measurements of one run share: how much to measure, and the phones, started at first use."""

from contextlib import ExitStack
from types import TracebackType
from typing import Self

from benchmarks.phones import Phones, phones


class Ground:
    """The ground of one run.

    Args:
        rounds: How often ours and the peer take turns.
        fleet: How many virtual phones the fleet measurement starts.
    """

    def __init__(self, rounds: int, fleet: int) -> None:
        self.rounds = rounds
        self.fleet = fleet
        self._stack = ExitStack()
        self._phones: Phones | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def phones(self) -> Phones:
        if self._phones is None:
            self._phones = self._stack.enter_context(phones())
        return self._phones
