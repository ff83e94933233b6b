"""Picture files of maps and suites: what is wrong with one that is missing, or that could never be found.

Pictures are read when one is checked; the decoder is loaded with the first.
"""

from collections.abc import Iterator
from pathlib import Path

from PolyLibrary.errors import UsageError
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.names import did_you_mean
from PolyLibrary.terms import Region, Size

SUFFIXES = (".png", ".bmp", ".jpg", ".jpeg")


def pictures_in(folder: Path) -> list[str]:
    """The names of the picture files in a folder; none where there is no such folder."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)


def missing_picture(path: Path) -> str:
    """Half a sentence on a picture that is not there, with the nearest names of its folder."""
    near = nearest_picture(path)
    return f"there is no picture {path}{f'; {near}' if near else ''}".rstrip(".")


def nearest_picture(path: Path) -> str:
    """The nearest names of a picture's folder, as a hint; empty where the folder has none."""
    known = pictures_in(path.parent)
    return did_you_mean(path.name, known, f"pictures in {path.parent}") if known else ""


def picture_fault(path: Path, room: Size, what: str) -> str:
    """Why a picture that is there could never be found, as half a sentence; empty when it could.

    Args:
        room: How large it may be.
        what: What that is: ``the screen of 480x272``.
    """
    from PolyLibrary.screen.template import load_template

    try:
        size = load_template(path).size
    except UsageError as error:
        return f"{error.wanted.rstrip('.')}: {error.seen.rstrip('.')}"
    if size.width > room.width or size.height > room.height:
        return f"The template {path.name} has {size} pixels and is larger than {what}"
    return ""


def picture_faults(layout: LayoutMap) -> Iterator[tuple[str, str]]:
    """The pictures of a map that could never be found: ``file:line`` and a sentence of each."""
    looked_for: list[tuple[str, str, Path, Region | None]] = []
    for element in layout.elements.values():
        looked_for += [
            (each.origin, element.name, each.image, each.within) for each in element.variants if each.image is not None
        ]
    for screen in layout.screens.values():
        for rule in screen.rules:
            if rule.image is not None:
                region = layout.region(rule.region) if rule.region else None
                looked_for.append((screen.origin, screen.name, rule.image, region))
    for origin, name, image, within in looked_for:
        room = Size(within.right - within.left, within.bottom - within.top) if within else layout.screen
        fault = picture_fault(image, room, f"{within or f'the screen of {room}'}, where it is looked for")
        if fault:
            yield origin, f"'{name}': {fault[0].lower()}{fault[1:]}"
