"""Timing: samples of ours and of the peer taken in turns, so that a change of the machine's speed meets both."""

import gc
import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Args:
        subject: The name of its group, as the command line takes it.
        what: What was measured.
        ours: Our value, in ``unit``.
        peer: The peer's value or the limit, in ``unit``.
        against: What the peer or limit is.
        unit: ``ms``, ``s``, ``MB``, ``requests``, ...
        ratio: The value that ``figure`` judges; None where a ratio to nothing has no sense.
        figure: The ratio to reach.
        bound: From which side the ratio has to reach it.
        goal: The figure as people write it.
        note: What else the reader has to know.
    """

    subject: str
    what: str
    ours: float
    peer: float | None
    against: str
    unit: str
    ratio: float | None
    goal: str
    figure: float | None = None
    bound: Literal["at most", "at least", "exactly"] = "at most"
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the figure is reached; None where there is nothing to judge."""
        if self.ratio is None or self.figure is None:
            return None
        if self.bound == "exactly":
            return self.ratio == self.figure
        return self.ratio <= self.figure if self.bound == "at most" else self.ratio >= self.figure

    def as_dict(self) -> dict[str, Any]:
        """The row for JSON."""
        return {**asdict(self), "reached": self.reached}


def limited(subject: str, what: str, ours: float, limit: float, unit: str, goal: str, **more: Any) -> Row:
    """A row of a value that has a limit: the ratio is the share of the limit that is used."""
    more.setdefault("against", "limit")
    return Row(subject, what, ours, limit, more.pop("against"), unit, ours / limit, goal, 1.0, **more)


def missing(subject: str, what: str, goal: str, why: str) -> Row:
    """A row of something that could not be measured here."""
    return Row(subject, what, math.nan, None, "", "", None, goal, note=why)


def timed(call: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def in_turns(calls: Mapping[str, Callable[[], object]], rounds: int, each: int = 1) -> dict[str, list[float]]:
    """Seconds of every call: in each round each of them ``each`` times in a row, the first one changing.

    One call of each goes before and is not counted: it opens connections and fills caches.
    """
    for call in calls.values():
        call()
    gc.collect()
    samples: dict[str, list[float]] = {name: [] for name in calls}
    names = list(calls)
    for number in range(rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            samples[name].extend(timed(calls[name]) for _ in range(each))
    return samples


def median(samples: Sequence[float]) -> float:
    return statistics.median(samples)


def ratio(ours: Sequence[float], peer: Sequence[float], each: int = 1) -> float:
    """The median of the rounds' own ratios, each of the medians of ``each`` samples taken side by side.

    A machine that runs twice as fast for a while changes both sides of a round, but not its ratio.
    """
    rounds = range(0, len(ours), each)
    return median([median(ours[at : at + each]) / median(peer[at : at + each]) for at in rounds])


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that at least ``share`` (0 to 1) of all samples do not exceed."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
