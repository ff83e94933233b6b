"""``python -m benchmarks``: the figures of the design, measured on this machine.

A figure that is missed is shown, never an error: the exit code is 0 when everything could be measured.
"""

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from rich.console import Console

from benchmarks.fleet import virtual_phones
from benchmarks.ground import Ground
from benchmarks.imports import import_time
from benchmarks.keywords import against_bare, against_curl
from benchmarks.measure import Row
from benchmarks.reaction import reaction
from benchmarks.table import show, write_json
from benchmarks.traffic import requests_of_keywords

SUBJECTS: dict[str, Callable[[Ground], Iterator[Row]]] = {
    "keywords": against_bare,
    "curl": against_curl,
    "requests": requests_of_keywords,
    "reaction": reaction,
    "import": import_time,
    "fleet": virtual_phones,
}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write the rows as JSON too.")
@click.option("--only", multiple=True, type=click.Choice(list(SUBJECTS)), help="This subject alone; may be repeated.")
@click.option("--rounds", type=click.IntRange(1), default=30, show_default=True, help="Turns of ours and the peer.")
@click.option("--phones", type=click.IntRange(1), default=500, show_default=True, help="Virtual phones of 'fleet'.")
def main(file: Path | None, only: tuple[str, ...], rounds: int, phones: int) -> None:
    """Measure and print one table: ours, the peer or limit, their ratio, and the figure to reach."""
    # A polite kill leaves by the same way as Ctrl-C, so that the emulator ends with us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    progress = Console(stderr=True)
    rows: list[Row] = []
    with Ground(rounds, phones) as ground:
        for name, measure in SUBJECTS.items():
            if only and name not in only:
                continue
            with progress.status(f"measuring {name} ..."):
                rows.extend(measure(ground))
    console = Console()
    show(rows, console if console.is_terminal else Console(width=140))
    if file is not None:
        write_json(rows, file)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
