"""One action on hundreds of phones at once, by what ``polylab batch update-configuration`` runs on."""

import math
import time
from collections.abc import Iterator

from benchmarks.child import child
from benchmarks.ground import Ground
from benchmarks.measure import Row, median
from benchmarks.phones import entries_of
from benchmarks.served import TAKES
from PolyLibrary.session.several.batch import AT_ONCE, Batch, Target, target_of
from PolyLibrary.session.several.batch_actions import LIMIT, update_configuration

OVER_IDEAL = 1.25
MOST_RUNS = 3


def batch(ground: Ground) -> Iterator[Row]:
    """updateConfiguration on phones that take half a second for it, against the time that they alone need."""
    with child("-m", "benchmarks.served", "slow", str(ground.fleet)) as fleet:
        entries = entries_of(fleet.heard()["phones"], "https")
        targets = [target_of(entry, None) for entry in entries.values()]
        runs = max(1, min(MOST_RUNS, ground.rounds // 10))
        before = sum(requests for requests, _ in fleet.ask("counts").values())
        spent = [_run(targets) for _ in range(runs)]
        sent = sum(requests for requests, _ in fleet.ask("counts").values()) - before
    turns = math.ceil(len(targets) / AT_ONCE)
    took, ideal = median([wall for wall, _ in spent]), turns * TAKES
    yield Row(
        "batch",
        f"updateConfiguration on {len(targets)} phones, {AT_ONCE} at once, HTTPS",
        took,
        ideal,
        "ideal",
        "s",
        took / ideal,
        f"at most {OVER_IDEAL} x of the ideal",
        OVER_IDEAL,
        note=f"median of {runs}; ideal: ceil({len(targets)} / {AT_ONCE}) = {turns} turn{'s' * (turns > 1)} of "
        f"{TAKES:g} s, which every phone takes to answer; {median([cpu for _, cpu in spent]):.1f} s CPU of ours, "
        f"{sent / runs / len(targets):g} requests a phone (the phone asks for the login first)",
    )


def _run(targets: list[Target]) -> tuple[float, float]:
    """Seconds, and CPU seconds of this process, that one batch takes.

    Raises:
        RuntimeError: A phone did not do it.
    """
    started, cpu = time.perf_counter(), time.process_time()
    outcomes = Batch(LIMIT).run(targets, update_configuration)
    took, used = time.perf_counter() - started, time.process_time() - cpu
    wrong = [outcome.error for outcome in outcomes if outcome.error is not None]
    if wrong:
        raise RuntimeError(f"{len(wrong)} of {len(outcomes)} phones failed, the first: {wrong[0]}")
    return took, used
