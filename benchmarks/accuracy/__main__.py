"""``python -m benchmarks.accuracy``: how much is found, seen and read on screens whose truth is known.

A figure that is missed is shown, never an error: the exit code is 0 when everything could be measured.
"""

from pathlib import Path
from random import Random

import click
from rich.console import Console

from benchmarks.accuracy.changes import count_changes
from benchmarks.accuracy.emulated import MODELS, STATES, emulated
from benchmarks.accuracy.icons import count_icons
from benchmarks.accuracy.rendered import rendered
from benchmarks.accuracy.shown import Shown
from benchmarks.accuracy.table import show, write_json
from benchmarks.accuracy.tally import Tally
from benchmarks.accuracy.texts import count_texts
from benchmarks.accuracy.variants import VARIANTS

WHAT = ("icons", "changes", "texts")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("what", metavar="[icons|changes|texts]...", nargs=-1, type=click.Choice(WHAT))
@click.option(
    "--renderer",
    "renderers",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A Python file with SPECS and render(spec): its screens are measured as well.",
)
@click.option("--emulator/--no-emulator", default=True, help="Measure the emulated phones' screens.", show_default=True)
@click.option("--model", "models", multiple=True, help=f"A model. Emulated by default: {', '.join(MODELS)}.")
@click.option("--state", "states", multiple=True, help=f"Of the emulated screens. Default: {', '.join(STATES)}.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A parameter of the emulated phones.")
@click.option("--seed", "seeds", multiple=True, type=int, default=(0,), show_default=True, help="Of the renderer.")
@click.option("--planted", type=click.IntRange(1), default=3, show_default=True, help="Changes of a kind per screen.")
@click.option("--absent", type=click.IntRange(1), default=6, show_default=True, help="Absent icons sought per screen.")
@click.option(
    "--picture", "pictures", multiple=True, type=click.Choice(VARIANTS), help="Of icons and texts. Default: all kinds."
)
@click.option("--engine", default="auto", show_default=True, help="What reads.")
@click.option("--misses", is_flag=True, help="List what was missed or falsely found.")
@click.option(
    "--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write all counts as JSON too."
)
def main(
    what: tuple[str, ...],
    renderers: tuple[Path, ...],
    emulator: bool,
    models: tuple[str, ...],
    states: tuple[str, ...],
    settings: tuple[str, ...],
    seeds: tuple[int, ...],
    planted: int,
    absent: int,
    pictures: tuple[str, ...],
    engine: str,
    misses: bool,
    json_file: Path | None,
) -> None:
    """Measure how well the screen is looked at, and print one table a source: percentages and numbers of cases."""
    progress = Console(stderr=True)
    console = Console()
    console = console if console.is_terminal else Console(width=170)
    sources: list[tuple[str, list[Shown]]] = []
    if emulator:
        with progress.status("taking the emulated screens ..."):
            config = dict(setting.split("=", 1) for setting in settings)
            sources.append(("Emulated screens", list(emulated(models, states or STATES, config))))
    sources += [(f"Screens of {file.name}", list(rendered(file, models, seeds))) for file in renderers]
    tallies = []
    for title, screens in sources:
        tally = Tally(f"{title}: {len(screens)} of {', '.join(dict.fromkeys(shown.model for shown in screens))}")
        with progress.status(f"{title}: measuring ..."):
            if "icons" in (what or WHAT):
                count_icons(screens, tally, pictures or VARIANTS, absent, Random(7))
            if "changes" in (what or WHAT):
                count_changes(screens, tally, planted, Random(7))
            if "texts" in (what or WHAT):
                count_texts(screens, tally, pictures or VARIANTS, engine)
        show(tally, console)
        if misses:
            for remark in tally.remarks:
                console.print(remark, style="dim", markup=False, highlight=False, soft_wrap=True)
        tallies.append(tally)
    if json_file is not None:
        write_json(tallies, json_file)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.accuracy")
