"""``python -m benchmarks [NAME...]``: the figures of the design, measured on this machine.

A figure that is missed is shown, never an error: the exit code is 0 when everything could be measured.
"""

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from rich.console import Console

from benchmarks.batch import batch
from benchmarks.fleet import virtual_phones
from benchmarks.ground import Ground
from benchmarks.imports import import_time
from benchmarks.keywords import against_bare, against_curl
from benchmarks.measure import Row
from benchmarks.reaction import reaction
from benchmarks.screens import drawn_screens
from benchmarks.table import show, write_json
from benchmarks.traffic import requests_of_keywords, requests_under_digest
from benchmarks.vision import reading, vision

SUBJECTS: dict[str, Callable[[Ground], Iterator[Row]]] = {
    "keywords": against_bare,
    "curl": against_curl,
    "requests": requests_of_keywords,
    "digest": requests_under_digest,
    "reaction": reaction,
    "import": import_time,
    "batch": batch,
    "fleet": virtual_phones,
    "vision": vision,
    "reading": reading,
    "screens": drawn_screens,
}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", metavar="[NAME]...", nargs=-1, type=click.Choice(list(SUBJECTS)))
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write the rows as JSON too.")
@click.option("--list", "listed", is_flag=True, help="Show the names and what each measures, and measure nothing.")
@click.option("--rounds", type=click.IntRange(1), default=30, show_default=True, help="Turns of ours and the peer.")
@click.option(
    "--phones", type=click.IntRange(1), default=500, show_default=True, help="Phones of a fleet that is measured."
)
def main(names: tuple[str, ...], file: Path | None, listed: bool, rounds: int, phones: int) -> None:
    """Measure and print one table: ours, the peer or limit, their ratio, and the figure to reach.

    Each NAME is one group of rows; without any all are measured.
    """
    if listed:
        for name, measure in SUBJECTS.items():
            click.echo(f"{name:<9} {(measure.__doc__ or '').partition(chr(10))[0]}")
        return
    # A polite kill leaves by the same way as Ctrl-C, so that the emulator ends with us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    progress = Console(stderr=True)
    rows: list[Row] = []
    with Ground(rounds, phones) as ground:
        for name, measure in SUBJECTS.items():
            if names and name not in names:
                continue
            with progress.status(f"measuring {name} ..."):
                rows.extend(measure(ground))
    console = Console()
    show(rows, console if console.is_terminal else Console(width=140))
    if file is not None:
        write_json(rows, file)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
