"""``polylab layout cut``: a template cut from a capture, with the lines of the map that name it."""

import json
from pathlib import Path
from typing import Literal, NamedTuple

import click

from PolyLibrary.cli.asking import PASSWORD, administrator_password
from PolyLibrary.cli.labphone import LAB, lab_entry
from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.layout.cutting import box_of, change, cut, entry, picture_path, size
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.layout.maps import load_map, shipped_folder
from PolyLibrary.layout.things import Element
from PolyLibrary.terms import Region, parse_region

Seen = Literal["recorded", "capture", "emulator"]


class _Capture(NamedTuple):
    data: bytes
    source: str
    firmware: str


@click.command("cut")
@click.argument("model")
@click.argument("name")
@click.option("--from", "capture", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="A capture of the screen, as the phone sent it.")  # fmt: skip
@click.option("--phone", metavar="X", help="Cut from what this phone of the lab shows now.")
@click.option("--lab", "lab_file", metavar="FILE", help=f"The lab file; by default what {LAB} names.")
@click.option("--box", metavar="L,T,R,B", help="What to cut, in pixels; right and bottom are outside.")
@click.option("--element", metavar="E", help="Cut the box that the map has of this element.")
@click.option("--source", type=click.Choice(["recorded", "capture", "emulator"]),
              help="Where the capture comes from; known with --phone.")  # fmt: skip
@click.option("--layouts", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR",
              help="Your folder of maps; the picture goes beside them.")  # fmt: skip
@click.option("--force", is_flag=True, help="Write over a picture that is there.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--password-prompt", is_flag=True, help=f"Ask for the password instead of reading {PASSWORD}.")
def cut_command(
    model: str,
    name: str,
    capture: Path | None,
    phone: str | None,
    lab_file: str | None,
    box: str | None,
    element: str | None,
    source: Seen | None,
    folder: Path | None,
    force: bool,
    as_json: bool,
    password_prompt: bool,
) -> None:
    """Cut a picture to look for out of a capture, and tell how the map names it.

    The picture is written beside the map (vvx600/bell.png), never over one that is there. Without --box the box is that
    of the element NAME or --element in the map. A capture of a real phone that you took yourself is `recorded`; one
    from somewhere else `capture`; one of an emulated phone is `emulator`, and never passes for a real phone's.

    \b
    polylab layout cut VVX600 "missed calls" --from screen.bmp --box 47,22,93,46 --source recorded
    polylab layout cut VVX600 "missed calls" --phone alice --lab lab.yaml --box 47,22,93,46

    Exit code: 0 when the picture was written, 2 when there is none to write.
    """
    layout = load_map(model, [folder] if folder else [])
    picture = picture_path(layout.model, name)
    out = (folder or shipped_folder()) / picture
    if out.exists() and not force:
        raise UsageError(f"{out} is there already.", hint="--force writes over it; or take another name.")
    place = _box(layout, name, element, box)
    known = layout.elements.get(_known(layout, name) or "")
    taken = _taken(layout, capture, phone, lab_file, source, password_prompt)
    if known is not None:
        known = layout.element(known.name, firmware=taken.firmware)
    made = cut(layout, name, taken.data, place, known)
    try:
        out.parent.mkdir(exist_ok=True)
        out.write_bytes(made.png)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror or error}.") from None
    told = change(known, picture, made, taken.source) if known else entry(name, picture, made, taken.source)
    if as_json:
        others = [list(each) for each in made.others]
        within = list(made.within) if made.within else None
        data = {"file": str(out), "image": picture, "source": taken.source, "box": list(place), "within": within}
        more = {"element": known.name if known else None, "origin": known.origin if known else None, "map": told}
        click.echo(json.dumps(data | more | {"also at": others}, indent=2, ensure_ascii=False))
        return
    click.echo(f"{out}: {size(place)} pixels from {place}")
    click.echo(told if known else f"to paste into {layout.file.name}:\nelements:\n{told}")
    if made.others:
        also = ", ".join(map(str, made.others))
        click.echo(f"polylab: the same picture stands at {also}: it does not tell these apart.", err=True)


def _known(layout: LayoutMap, name: str) -> str | None:
    try:
        return layout.element(name).name
    except UnknownName:
        return None


def _box(layout: LayoutMap, name: str, element: str | None, box: str | None) -> Region:
    if box is not None:
        if element is not None:
            raise UsageError("--box and --element both say what to cut.", hint="take one of them.")
        place = parse_region(box)
        if place is None:
            hint = "write left,top,right,bottom in pixels: --box 47,22,93,46."
            raise UsageError(f"The box '{box}' is none.", hint=hint)
        return place
    found: Element
    try:
        found = layout.element(element or name)
    except UnknownName:
        if element is not None:
            raise
        hint = "--box left,top,right,bottom, or --element with a name of the map."
        raise UsageError(f"What to cut? The {layout.model} map has no element '{name}'.", hint=hint) from None
    return box_of(layout, found)


def _taken(
    layout: LayoutMap,
    capture: Path | None,
    phone: str | None,
    lab_file: str | None,
    source: Seen | None,
    password_prompt: bool,
) -> _Capture:
    """The capture, and where it comes from: an emulated phone's never passes for another."""
    if (capture is None) == (phone is None):
        what = "--from and --phone both give a capture." if capture else "There is no capture to cut from."
        raise UsageError(what, hint="give --from FILE, or --phone X with --lab FILE.")
    if capture is not None:
        if source is None:
            hint = "--source recorded (a real phone, by you), capture (a real phone, by others) or emulator."
            raise UsageError(f"Where does {capture} come from?", hint=hint)
        return _Capture(capture.read_bytes(), source, "")
    from PolyLibrary.cli.livepicture import live_picture

    of_lab = lab_entry(str(phone), lab_file)
    emulated = of_lab.virtual is not None
    if emulated and source not in (None, "emulator"):
        what = f"{of_lab.name} is an emulated phone: what it shows is 'emulator', not '{source}'."
        raise UsageError(what, hint="leave --source out.")
    data, firmware = live_picture(of_lab, layout.model, administrator_password(prompt=password_prompt))
    return _Capture(data, "emulator" if emulated else source or "recorded", firmware)
