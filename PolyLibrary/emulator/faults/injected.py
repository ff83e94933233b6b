"""One injected fault: how often it strikes."""

import random
from dataclasses import dataclass, field

from PolyLibrary.emulator.faults.catalogue import Kind
from PolyLibrary.errors import UsageError


@dataclass
class Injected:
    """A fault in a phone.

    Which ones of several occasions are struck at a ``rate`` is the same from run to run.

    Args:
        rate: The share of occasions that it strikes, above 0 and at most 1.
        count: How often it strikes in all; 0 is without end.
        after: So many occasions pass first.
        path: Part of the path of the requests that count as occasions; empty for all.
        part: What on the screen a fault of drawing is about; empty for the first thing that it can strike.

    Raises:
        UsageError: A figure makes no sense.
    """

    kind: Kind
    rate: float = 1.0
    count: int = 0
    after: int = 0
    path: str = ""
    part: str = ""
    struck: int = 0
    _passed: int = 0
    _chance: random.Random = field(default_factory=lambda: random.Random(7), repr=False)

    def __post_init__(self) -> None:
        name = self.kind.name
        if not 0 < self.rate <= 1:
            raise UsageError(f"rate={self.rate:g} makes no sense for the fault '{name}'.", hint="above 0, at most 1.")
        if self.count < 0 or self.after < 0:
            raise UsageError(f"count= and after= of the fault '{name}' are 0 or more.")
        if self.kind.seam == "clock" and (self.rate, self.count, self.after) != (1.0, 0, 0):
            raise UsageError(f"The fault '{name}' strikes at once: it has no rate=, count= or after=.")
        if self.path and self.kind.seam not in ("request", "answer", "json"):
            raise UsageError(f"The fault '{name}' has no path=: it does not strike requests.")
        if self.part and (self.kind.seam != "drawing" or self.kind.does == "translate"):
            raise UsageError(f"The fault '{name}' has no part=: it does not strike one thing on the screen.")

    def strikes(self, path: str = "") -> bool:
        """Whether it strikes this occasion."""
        if (self.count and self.struck >= self.count) or self.path.casefold() not in path.casefold():
            return False
        if self._passed < self.after:
            self._passed += 1
            return False
        if self.rate < 1 and self._chance.random() >= self.rate:
            return False
        self.struck += 1
        return True
