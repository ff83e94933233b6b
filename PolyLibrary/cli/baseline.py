"""``polylab baseline``: the approved pictures, and those that wait for approval.

Exit codes: 0 all is well; 1 something still waits for approval; 2 wrong usage, a file that cannot be read or written,
or nobody who could be asked.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from PolyLibrary.cli.asking import somebody_there
from PolyLibrary.cli.waiting import Waiting, chosen, default_results, gather
from PolyLibrary.errors import UsageError
from PolyLibrary.session.baseline.baseline_candidates import FOLDER
from PolyLibrary.session.baseline.baseline_store import Baseline, Store

_RESULTS = click.Path(exists=True, file_okay=False, path_type=Path)
_SKIPPED = frozenset({FOLDER, "node_modules", "__pycache__"})
_ANSWERS = ("y", "n", "a", "d", "q")


@click.group()
def baseline() -> None:
    """Approved pictures of screens (Expect Baseline): list them, and approve new ones after a look at them."""


@baseline.command("list")
@click.argument("places", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[FOLDERS]...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_(places: tuple[Path, ...], as_json: bool) -> None:
    """Tell which pictures are approved, and which wait for approval.

    FOLDERS hold suites, approved pictures or results of runs; by default the working directory.

    Exit code: 0, or 2 for wrong use.
    """
    from PolyLibrary.cli.baselinetext import print_approved, print_waiting, waiting_json

    stored = [each for place in places or (Path(),) for each in approved(place)]
    waits = gather(places or default_results())
    if as_json:
        told = {
            "approved": [
                {"name": each.name, "model": each.key.model, "firmware": each.key.firmware,
                 "language": each.key.language, "file": str(each.path)}
                for each in stored
            ],
            "waiting": [waiting_json(each) for each in waits],
        }  # fmt: skip
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    print_approved(stored)
    print_waiting(waits)


def approved(place: Path) -> Iterator[Baseline]:
    """The approved pictures below a folder."""
    from PolyLibrary.models import all_models

    models = {model.name for model in all_models()}
    for here, folders, _ in os.walk(place):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED)
        found = [name for name in folders if name in models]
        for name in found:
            yield from Store(Path(here)).every(name)


@baseline.command()
@click.argument("names", nargs=-1, metavar="[NAMES]...")
@click.option("--all", "all_", is_flag=True, help="Approve all that wait.")
@click.option("--results", multiple=True, type=_RESULTS, metavar="DIR", help="Where the results of the run lie.")
@click.option("--page", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="The page to write; baselines.html beside the results unless given.")  # fmt: skip
@click.option("--open", "open_", is_flag=True, help="Open the page in the browser.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--png", is_flag=True, help="Store BMP pictures as PNG: the same pixels in a tenth of the room.")
def approve(
    names: tuple[str, ...], all_: bool, results: tuple[Path, ...], page: Path | None, open_: bool, yes: bool, png: bool
) -> None:
    """Show what waits for approval, and approve it: picture by picture, some by NAMES, or all.

    A page is written first that shows the old picture, the new one and what differs; it also gives the command line
    for the pictures that you tick there. Then each picture is asked for: y approves it, n leaves it waiting, a
    approves it and all the rest, d throws it away, q ends.

    NAMES are names of baselines, or codes that the page and the list give: a code names exactly the picture that was
    shown, so that nothing is approved that nobody has seen.

    \b
    polylab baseline approve
    polylab baseline approve idle --yes
    polylab baseline approve --all --results nightly/results

    Exit code: 0 nothing of it waits any more, 1 something still waits, 2 for wrong use or when nobody can be asked.
    """
    if names and all_:
        raise UsageError("--all and names exclude each other.", hint="give the names alone.")
    if yes and not (names or all_):
        raise UsageError("--yes needs names, or --all.", seen="nothing was approved.", hint="--all --yes approves all.")
    folders = list(results) or default_results()
    waits = gather(folders)
    wanted = chosen(waits, names) if names else waits
    if not wanted:
        told = ", ".join(map(str, folders)) or "results"
        click.echo(f"Nothing waits for approval in {told}.")
        return
    written = _page(waits, folders, page)
    if open_:
        click.launch(str(written))
    rest = _at_once(wanted, named=bool(names), yes=yes, png=png) if names or all_ else _asked(wanted, png=png)
    if rest:
        click.echo(f"{_count(rest)} still wait{'s' if rest == 1 else ''} for approval.", err=True)
        sys.exit(1)


def _page(waits: Sequence[Waiting], folders: Sequence[Path], page: Path | None) -> Path:
    from PolyLibrary.cli.baselinepage import page_of
    from PolyLibrary.session.baseline.baseline_store import write_whole

    first = folders[0]
    target = page or (first.parent if first.name == FOLDER else first) / "baselines.html"
    write_whole(target, page_of(waits, folders).encode())
    click.echo(f"{_count(len(waits))}, old and new side by side: {target.absolute().as_uri()}", err=True)
    return target


def _at_once(wanted: Sequence[Waiting], *, named: bool, yes: bool, png: bool) -> int:
    """Approve all of these; returns how many had to be left."""
    if not yes and (len(wanted) > 1 or not named):
        _confirm(wanted)
    left = 0
    for one in wanted:
        rivals = [other for other in one.rivals if other in wanted]
        if rivals:
            left += 1
            click.echo(f"{one.candidate.code}: left, for {_rivals(one)}. Approve one of them by its code.", err=True)
            continue
        _approve(one, png=png)
    return left


def _confirm(wanted: Sequence[Waiting]) -> None:
    codes = ", ".join(one.candidate.code for one in wanted)
    _refuse_unasked(f"{_count(len(wanted))} to approve: {codes}")
    try:
        confirmed = click.confirm(f"Approve {_count(len(wanted))} ({codes})?", err=True)
    except click.Abort:
        confirmed = False
    if not confirmed:
        raise UsageError("It was not confirmed.", seen="nothing was approved.")


def _refuse_unasked(what: str) -> None:
    if not somebody_there():
        raise UsageError(
            f"{what}: nobody can be asked here, there is no terminal.",
            seen="nothing was approved.",
            hint="look at the page, then name the pictures (it gives the command line) or add --all --yes.",
        )


def _asked(wanted: Sequence[Waiting], *, png: bool) -> int:
    """Ask for each picture; returns how many still wait."""
    from PolyLibrary.cli.baselinetext import describe

    _refuse_unasked(_count(len(wanted)))
    left, rest, settled = 0, False, set[int]()
    for number, one in enumerate(wanted, 1):
        code = one.candidate.code
        if id(one) in settled:
            left += 1
            click.echo(f"{code}: left, another picture was approved in its place.", err=True)
            continue
        if not rest:
            click.echo(f"\n{number} of {len(wanted)}: {describe(one)}", err=True)
        elif one.rivals:
            left += 1
            click.echo(f"{code}: left, for {_rivals(one)}.", err=True)
            continue
        answer = "y" if rest else _answer()
        if answer == "q":
            return left + len(wanted) - number + 1
        if answer == "n":
            left += 1
        elif answer == "d":
            one.drop()
            click.echo(f"{code}: thrown away.", err=True)
        else:
            _approve(one, png=png)
            settled.update(map(id, one.rivals))
            rest = rest or answer == "a"
    return left


def _answer() -> str:
    question = "Approve? [y]es, [n]o, [a]ll the rest, [d]iscard, [q]uit"
    try:
        return str(click.prompt(question, type=click.Choice(_ANSWERS, case_sensitive=False), show_choices=False,
                                err=True))  # fmt: skip
    except click.Abort:  # Ctrl-C, or the terminal has gone
        return "q"


def _approve(one: Waiting, *, png: bool) -> None:
    from PolyLibrary.session.baseline.baselines import shown

    click.echo(f"{one.candidate.code}: approved as {shown(one.approve(png=png))}")


def _rivals(one: Waiting) -> str:
    codes = ", ".join(other.candidate.code for other in one.rivals)
    return f"{'another picture waits' if len(one.rivals) == 1 else 'other pictures wait'} for the same place: {codes}"


def _count(number: int) -> str:
    return f"{number} picture{'' if number == 1 else 's'}"
