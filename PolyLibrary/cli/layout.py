"""``polylab layout``: lint of maps and suites, pictures of maps, templates cut from captures, the JSON Schema.

Exit codes: 0 nothing is wrong; 1 there are faults; 2 wrong usage, or a file or phone that cannot be read.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from PolyLibrary.cli.asking import PASSWORD, administrator_password
from PolyLibrary.cli.cut import cut_command
from PolyLibrary.cli.labphone import LAB, lab_entry
from PolyLibrary.cli.maplint import MapLint, lint_maps, map_places
from PolyLibrary.cli.suitecells import suite_files
from PolyLibrary.cli.suitelint import Linted, Told, lint_suites
from PolyLibrary.errors import UsageError
from PolyLibrary.layout.judge import models_text
from PolyLibrary.layout.maps import map_files
from PolyLibrary.models import model as model_named
from PolyLibrary.names import fold

_EXISTING = click.Path(exists=True, path_type=Path)


@click.group()
def layout() -> None:
    """Layout maps: check them and the suites that use them, draw them, cut pictures for them, print their schema."""


@layout.command()
@click.argument("places", nargs=-1, type=_EXISTING, metavar="[FILES or folders]...")
@click.option("--suites", "suites", multiple=True, type=_EXISTING, metavar="DIR", help="Suites to check as well.")
@click.option("--model", "models", multiple=True, metavar="M", help="Hold suites against this model alone; repeatable.")
@click.option(
    "--layouts", "extra", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR",
    help="A folder of maps of your own, as layouts= of the library.",
)  # fmt: skip
@click.option("--verbose", "-v", is_flag=True, help="Tell also what is not for every model.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check(
    places: tuple[Path, ...],
    suites: tuple[Path, ...],
    models: tuple[str, ...],
    extra: tuple[Path, ...],
    verbose: bool,
    as_json: bool,
) -> None:
    """Look for mistakes in maps and in suites; nothing is run and no phone is needed.

    Without arguments the shipped maps are checked. Maps are .yaml files named after a model (vvx600.yaml) or as a base
    (_vvx.yaml); .robot and .resource files are suites. Of a folder the maps in it and the suites below it are checked.

    In suites every locator, soft key, key, screen, menu path and region that is written out is held against the maps
    of all models, or of --model. Told are also: a picture that is missing, an element that is checked but has only a
    place, a value that is read and never used. Cells with variables cannot be checked; they are counted.

    \b
    polylab layout check --suites suites
    polylab layout check my-layouts tests --model VVX450

    Exit code: 0 without faults, 1 with faults, 2 for wrong use.
    """
    chosen = [model_named(name).name for name in models]
    maps, below = _sorted_out(places)
    robots = suite_files([*below, *suites])
    if suites and not robots:
        raise UsageError(f"There is no suite in {', '.join(map(str, suites))}.", hint=".robot files are suites.")
    folders = list(dict.fromkeys([*extra, *(path.parent for path in maps)]))
    linted_maps = lint_maps(maps or ([] if places or robots else list(map_places())), folders)
    linted = Linted((), (), 0, 0)
    if robots:
        known = lint_maps([path for name, path in map_files(folders).items() if not chosen or name in chosen], folders)
        faulty = [told for told in known.faults if told not in linted_maps.faults]
        linted_maps = MapLint(linted_maps.files, (*linted_maps.faults, *faulty), known.layouts)
        if known.layouts:
            linted = lint_suites(robots, known.layouts)
    faults = (*linted_maps.faults, *linted.faults)
    if as_json:
        _print_json(linted_maps, linted, len(robots))
    else:
        _print(faults, linted.notes if verbose else ())
        click.echo(_summary(linted_maps, linted, len(robots), len(faults), verbose), err=True)
    if faults:
        sys.exit(1)


def _sorted_out(places: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The maps and the suites among what was given."""
    maps: list[Path] = []
    suites: list[Path] = []
    for place in places:
        if place.is_dir():
            here = map_places(place)
            maps += here
            suites += suite_files([place])
            if not here and not suite_files([place]):
                raise UsageError(
                    f"There is neither a map nor a suite in {place}.",
                    hint="maps are named after a model (vvx600.yaml), suites end in .robot.",
                )
        elif place.suffix in (".yaml", ".yml"):
            maps.append(place)
        else:
            suites.append(place)
    return maps, suites


def _print(faults: Sequence[Told], notes: Sequence[Told]) -> None:
    for fault in faults:
        click.echo(str(fault))
    for note in notes:
        click.echo(f"{note.file}:{note.line}: note: {note.text}")


def _summary(maps: MapLint, linted: Linted, suites: int, faults: int, verbose: bool) -> str:
    parts = [_count(maps.files, "map")] if maps.files else []
    parts += [_count(suites, "suite file")] if suites else []
    what = f"{' and '.join(parts)} checked: {_count(faults, 'fault') if faults else 'no faults'}."
    if suites:
        skipped = f", {linted.with_variables} with variables were not" if linted.with_variables else ""
        models = models_text([each.model for each in maps.layouts])
        what += f" {_count(linted.checked, 'name')} held against {models}{skipped}."
    if linted.notes and not verbose:
        what += f" {_count(len(linted.notes), 'name')} not for every model (-v shows them)."
    return what


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _print_json(maps: MapLint, linted: Linted, suites: int) -> None:
    def plain(told: Told) -> dict[str, object]:
        whole = {"file": str(told.file), "line": told.line, "text": told.text, "hint": told.hint}
        return whole | ({"models": list(told.without)} if told.without else {})

    data = {
        "maps": maps.files,
        "suites": suites,
        "faults": [plain(told) for told in (*maps.faults, *linted.faults)],
        "notes": [plain(told) for told in linted.notes],
        "checked": linted.checked,
        "with variables": linted.with_variables,
    }
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


@layout.command()
def schema() -> None:
    """Print the JSON Schema of layout maps, for editors that check while you write."""
    from PolyLibrary.layout.schema import schema_json

    click.echo(json.dumps(schema_json(), indent=2, ensure_ascii=False))


@layout.command()
@click.argument("model")
@click.option("--picture", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="A capture of the screen to draw on.")  # fmt: skip
@click.option("--phone", metavar="X", help="Draw on what this phone of the lab shows now.")
@click.option("--lab", "lab_file", metavar="FILE", help=f"The lab file; by default what {LAB} names.")
@click.option("--screen", metavar="NAME", help="Only what is on this screen of the map.")
@click.option("--layouts", "extra", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path),
              metavar="DIR", help="A folder of maps of your own.")  # fmt: skip
@click.option("-o", "out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="The PNG to write; MODEL.png or MODEL-SCREEN.png unless given.")  # fmt: skip
@click.option("--password-prompt", is_flag=True, help=f"Ask for the password instead of reading {PASSWORD}.")
def show(
    model: str,
    picture: Path | None,
    phone: str | None,
    lab_file: str | None,
    screen: str | None,
    extra: tuple[Path, ...],
    out: Path | None,
    password_prompt: bool,
) -> None:
    """Write a picture of a map: every element in a numbered box, and a legend that names them.

    It is drawn on a blank panel, on a capture, or on what a phone shows now. The colour of a box says where its place
    comes from: green the vendor's FAQ, blue seen on a phone, orange derived, red the emulator's own.

    \b
    polylab layout show VVX600 --screen home
    polylab layout show VVX600 --phone alice --lab lab.yaml -o alice.png
    """
    from PolyLibrary.layout.drawing import draw, marks, placeless
    from PolyLibrary.layout.maps import load_map

    if picture is not None and phone is not None:
        raise UsageError("--picture and --phone both give a picture.", hint="take one of them.")
    known = load_map(model, extra)
    firmware, data = "", picture.read_bytes() if picture else None
    if phone is not None:
        from PolyLibrary.cli.livepicture import live_picture

        entry = lab_entry(phone, lab_file)
        data, firmware = live_picture(entry, known.model, administrator_password(prompt=password_prompt))
    found = marks(known, screen=screen or "", firmware=firmware)
    out = out or Path("-".join(filter(None, (known.model, fold(screen or "")))) + ".png")
    drawn = draw(known, found, data, placeless(known, screen=screen or "", firmware=firmware))
    try:
        out.write_bytes(drawn)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror or error}.") from None
    click.echo(f"{out}: {_count(len(found), 'place')} of {known.model}{f', screen {screen}' if screen else ''}")


layout.add_command(cut_command)
