"""The tallies for people and for scripts."""

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.accuracy.tally import MIXED_NAME, Measure, Tally
from benchmarks.accuracy.variants import VARIANTS

COLUMNS = (*VARIANTS, MIXED_NAME)


def show(tally: Tally, console: Console) -> None:
    """One table a source: the percentage and the number of cases of every measure and kind of picture."""
    table = Table(title=tally.title, caption="share of so many cases; ! misses its figure")
    table.add_column("what", min_width=40, overflow="fold")
    table.add_column("figure", no_wrap=True)
    for column in COLUMNS:
        table.add_column(column, justify="right", no_wrap=True)
    for measure in tally.measures():
        table.add_row(measure.name, measure.goal, *(_cell(tally, measure, column) for column in COLUMNS))
    console.print(table)


def _cell(tally: Tally, measure: Measure, column: str) -> str:
    count = tally.counts.get((measure, column))
    if count is None:
        return "-"
    shown = f"{count.percent:.4g} % of {count.cases}"
    # In words as well: a colour does not survive a file.
    return shown if tally.reached(measure, column) is not False else f"[bold red]{shown} ![/]"


def write_json(tallies: Sequence[Tally], file: Path) -> None:
    """All counts, and the remarks on what was missed."""
    data = {
        "rows": [row for tally in tallies for row in tally.rows()],
        "remarks": {tally.title: tally.remarks for tally in tallies},
    }
    file.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
