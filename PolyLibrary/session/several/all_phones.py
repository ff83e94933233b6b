"""Several things at the same time, in threads: all begin together, all are tried, and the results come as one."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from threading import Barrier, BrokenBarrierError

from PolyLibrary.errors import CheckFailed, LabError, PhoneRefused, PolyError, UsageError

_READY = 5.0


@dataclass(frozen=True)
class Part:
    """What one of them came to.

    Args:
        name: The phone, or the keyword with its arguments.
        took: Seconds.
        value: What it returned; None when it failed.
        error: Why it failed; None when it did not.
    """

    name: str
    took: float
    value: object = None
    error: BaseException | None = None

    @property
    def ok(self) -> bool:
        return self.error is None


def at_once(jobs: Sequence[tuple[str, Callable[[], object]]]) -> list[Part]:
    """Run all jobs at the same time, each in a thread of its own, and wait for all of them.

    When the waiting is interrupted (a test's timeout), the jobs go on to their own limits in the background.

    Returns:
        One part a job, in their order; what a job raised is in its part.
    """
    if not jobs:
        return []
    together = Barrier(len(jobs))
    pool = ThreadPoolExecutor(len(jobs), "at once")
    try:
        futures = [pool.submit(_timed, job, together) for _, job in jobs]
        wait(futures)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    parts = []
    for (name, _), future in zip(jobs, futures, strict=True):
        took, value, error = future.result()
        parts.append(Part(name, took, value, error))
    return parts


def _timed(job: Callable[[], object], together: Barrier) -> tuple[float, object, BaseException | None]:
    # A thread that comes late must not keep the others from their work.
    with suppress(BrokenBarrierError):
        together.wait(_READY)
    started = time.monotonic()
    value: object = None
    problem: BaseException | None = None
    try:
        value = job()
    except BaseException as error:  # noqa: BLE001 - handed over to the thread that waits
        problem = error
    return time.monotonic() - started, value, problem


def report(what: str, parts: Sequence[Part], among: str = "phones") -> str:
    """Who failed and why, each with its whole error.

    Args:
        what: What was tried, as in ``'Dial'``.
        among: What the parts are, in the plural.
    """
    failed = [part for part in parts if not part.ok]
    head = f"{what} failed on {len(failed)} of {len(parts)} {among}: {', '.join(part.name for part in failed)}."
    return "\n".join((head, *(_cause(part) for part in failed)))


def _cause(part: Part) -> str:
    text = str(part.error) or type(part.error).__name__
    return text if text.startswith(part.name) else f"{part.name}: {text}"


def combined(what: str, parts: Sequence[Part], among: str = "phones") -> PolyError:
    """The one error of several, of the class that its causes have in common; the product's fault weighs most."""
    errors = [part.error for part in parts if part.error is not None]
    text = report(what, parts, among)
    statuses = {error.status if isinstance(error, PhoneRefused) else "" for error in errors}
    if len(statuses) == 1 and "" not in statuses:
        return PhoneRefused(text, status=statuses.pop())
    classes = {error.failure_class if isinstance(error, PolyError) else "product" for error in errors}
    kind = CheckFailed if "product" in classes else UsageError if "test" in classes else LabError
    error = kind(text)
    error.drawn = tuple(drawn for each in errors if isinstance(each, PolyError) for drawn in each.drawn)
    return error
