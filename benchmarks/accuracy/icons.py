"""Are icons found where they are, and nowhere else?

Templates are cut from one clean screen and looked for on all other screens of their model and theme, in every kind
of picture. An icon on another ground than the template's (a selected row) may be its negative: those are counted
apart and searched with ``theme_tolerant``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.accuracy.shown import Drawn, Shown
from benchmarks.accuracy.tally import Measure, Tally
from benchmarks.accuracy.variants import pixels_of
from PolyLibrary.errors import UsageError
from PolyLibrary.screen.areas import clipped, cut, size_of
from PolyLibrary.screen.find import Search, find
from PolyLibrary.screen.template import Template, template_of
from PolyLibrary.terms import Region

if TYPE_CHECKING:
    from PolyLibrary.screen.picture import Pixels

RECALL = Measure("icon found", 98)
FALSE = Measure("icon found that is not there", 0.5, "at most")
OTHER_GROUND = Measure("icon found on a selected ground, theme_tolerant", None)
NEAR = 3
"""Pixels by which a place may be off."""
MARGIN = 2
ALIKE = 60
"""Difference of the colour around two icons up to which they stand on the same ground."""


@dataclass(frozen=True)
class _Cut:
    template: Template
    ground: tuple[float, ...]
    source: Shown


def count_icons(screens: Sequence[Shown], tally: Tally, variants: Sequence[str], absent: int, chance: Random) -> None:
    """Look for every icon of each model and theme on its screens.

    Args:
        variants: The kinds of pictures.
        absent: How many icons that a screen does not show are looked for on it at most.
    """
    groups: dict[tuple[str, str], list[Shown]] = {}
    for shown in screens:
        groups.setdefault((shown.model, shown.theme), []).append(shown)
    for group in groups.values():
        templates = _templates(group)
        for shown in group:
            there = {icon.what for icon in shown.icons}
            missing = [name for name in templates if name not in there | shown.covered]
            missing = chance.sample(missing, min(absent, len(missing)))
            clean = pixels_of(shown.image, "PNG")
            for variant in variants:
                pixels = pixels_of(shown.image, variant)
                for name in (*(name for name in templates if name in there), *missing):
                    _search(shown, variant, pixels, clean, name, templates[name], tally)


def _templates(group: Sequence[Shown]) -> dict[str, _Cut]:
    made: dict[str, _Cut] = {}
    for shown in group:
        pixels = pixels_of(shown.image, "PNG")
        for icon in shown.icons:
            if icon.what not in made:
                box = _with_margin(icon.box, pixels)
                try:
                    template = template_of(icon.what, cut(pixels, box), Path(icon.what))
                except UsageError:
                    continue
                made[icon.what] = _Cut(template, _ground(pixels, icon.box), shown)
    return made


def _with_margin(box: Region, pixels: "Pixels") -> Region:
    wide = Region(box.left - MARGIN, box.top - MARGIN, box.right + MARGIN, box.bottom + MARGIN)
    return clipped(wide, size_of(pixels)) or box


def _search(shown: Shown, variant: str, pixels: "Pixels", clean: "Pixels", name: str, made: _Cut, tally: Tally) -> None:
    places = [icon for icon in shown.icons if icon.what == name]
    same = [icon for icon in places if _alike(_ground(clean, icon.box), made.ground)]
    other = [icon for icon in places if icon not in same]
    remark = f"{name} on {shown.title}, cut from {made.source.title}"
    if same or not places:
        search = find(pixels, made.template)
        best = f"{remark}, best {search.best.score:.2f} at {search.best.box}"
        for icon in same:
            tally.add(RECALL, variant, _hit(search, icon), f"{best}, it is at {icon.box}")
        if not places and name not in shown.covered:
            tally.add(FALSE, variant, bool(search.hits), best)
    if other:
        search = find(pixels, made.template, theme_tolerant=True)
        best = f"{remark}, best {search.best.score:.2f} at {search.best.box}"
        for icon in other:
            tally.add(OTHER_GROUND, variant, _hit(search, icon), f"{best}, it is at {icon.box}")


def _hit(search: Search, icon: Drawn) -> bool:
    return any(
        abs(hit.centre.x - icon.box.centre.x) <= NEAR and abs(hit.centre.y - icon.box.centre.y) <= NEAR
        for hit in search.hits
    )


def _ground(pixels: "Pixels", box: Region) -> tuple[float, ...]:
    """The colour just around an icon."""
    import numpy as np

    wide = _with_margin(box, pixels)
    part = cut(pixels, wide)
    rim = np.concatenate((part[0], part[-1], part[:, 0], part[:, -1]))
    return tuple(float(value) for value in np.median(rim, axis=0))


def _alike(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= ALIKE
