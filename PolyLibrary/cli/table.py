"""What a batch shows: a bar while it takes its time, a table of the results, JSON for scripts."""

import json
import time
from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from PolyLibrary.cli.iplist import line_of
from PolyLibrary.errors import PolyError
from PolyLibrary.session.several.batch import NotTried, Outcome

PATIENCE = 1.0
_WIDTH = 160


def console(*, errors: bool = False) -> Console:
    """The terminal as wide as it is; where there is none, wide enough for a line to stay one."""
    made = Console(stderr=errors)
    return made if made.is_terminal else Console(stderr=errors, width=_WIDTH)


class Bar:
    """A progress bar on stderr that shows itself after a second, on a terminal only.

    Args:
        what: What is being done.
        total: How many phones.
    """

    def __init__(self, what: str, total: int) -> None:
        where = console(errors=True)
        self._progress: Progress | None = None
        if where.is_terminal:
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
            failed = TextColumn("[red]{task.fields[failed]}")
            self._progress = Progress(*columns, failed, console=where, transient=True)
            self._task = self._progress.add_task(what, total=total, failed="")
        self._started = time.monotonic()
        self._failed = 0
        self._shown = False

    def __enter__(self) -> "Bar":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None and self._shown:
            self._progress.stop()

    def tell(self, outcome: Outcome | None) -> None:
        """One more phone is done, or None: time goes by."""
        if self._progress is None:
            return
        if outcome is not None:
            self._failed += not outcome.ok
            self._progress.update(self._task, advance=1, failed=f"{self._failed} failed" if self._failed else "")
        if not self._shown and time.monotonic() - self._started >= PATIENCE:
            self._shown = True
            self._progress.start()


def short(error: PolyError, name: str) -> str:
    """An error in one line, without the phone's name that stands beside it."""
    return error.wanted.split("\n", 1)[0].removeprefix(f"{name}: ")


def show(what: str, outcomes: Sequence[Outcome], took: float) -> None:
    """The table of results on stdout, and under it what helps against the failures."""
    table = Table(title=what)
    for column in ("phone", "address"):
        table.add_column(column, no_wrap=True)
    table.add_column("result", overflow="fold")
    table.add_column("time", justify="right", no_wrap=True)
    for outcome in outcomes:
        address = line_of(outcome.target.address)
        # A list of addresses has no names; the certificate has the next best thing.
        name = outcome.target.name if outcome.target.named else outcome.mac
        table.add_row(Text(name), Text(address), _result(outcome), f"{outcome.took:.2f} s")
    out = console()
    out.print(table)
    failed = [outcome for outcome in outcomes if outcome.error is not None]
    click.echo(summary(outcomes, took))
    for advice, count in Counter(outcome.error.hint for outcome in failed if outcome.error).most_common():
        if advice:
            click.echo(f"Next ({count} of {len(failed)}): {advice}")


def _result(outcome: Outcome) -> Text:
    if outcome.error is not None:
        return Text(short(outcome.error, outcome.target.name), style="red")
    return Text(outcome.result.text if outcome.result else "")


def summary(outcomes: Sequence[Outcome], took: float) -> str:
    """``40 phones: 38 done, 2 failed, in 4.1 s``; phones that a stopped batch did not try are counted apart."""
    failed, left = _failed(outcomes), _left(outcomes)
    plural = "" if len(outcomes) == 1 else "s"
    counts = f"{len(outcomes) - failed - left} done, {failed} failed" + (f", {left} not tried" if left else "")
    return f"{len(outcomes)} phone{plural}: {counts}, in {took:.1f} s"


def _left(outcomes: Sequence[Outcome]) -> int:
    return sum(isinstance(outcome.error, NotTried) for outcome in outcomes)


def _failed(outcomes: Sequence[Outcome]) -> int:
    return sum(not outcome.ok for outcome in outcomes) - _left(outcomes)


def as_json(what: str, outcomes: Sequence[Outcome], took: float) -> str:
    """All of it for a script."""
    phones = [_phone_json(outcome) for outcome in outcomes]
    counts = {"failed": _failed(outcomes), "not_tried": _left(outcomes)}
    whole = {"action": what, **counts, "seconds": round(took, 3), "phones": phones}
    return json.dumps(whole, indent=2, ensure_ascii=False)


def _phone_json(outcome: Outcome) -> dict[str, Any]:
    target, error = outcome.target, outcome.error
    told: dict[str, Any] = {
        "phone": target.name,
        "address": line_of(target.address),
        "mac": outcome.mac or None,
        "ok": outcome.ok,
        "seconds": round(outcome.took, 3),
    }
    if error is not None:
        parts = {"wanted": error.wanted, "seen": error.seen, "tried": error.tried, "hint": error.hint}
        return told | {"error": {"kind": type(error).__name__, "class": error.failure_class, **parts}}
    result = outcome.result
    return told | {"result": result.text if result else "", "data": result.data if result else None}
