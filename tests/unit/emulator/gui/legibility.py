"""What makes a screen hard to read or to touch, found in its widgets as they are laid out."""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from PolyLibrary.emulator.gui.describe import uncovered
from PolyLibrary.emulator.gui.icons import icon_mask
from PolyLibrary.emulator.gui.panels import Panel
from PolyLibrary.emulator.gui.render import INK_FROM
from PolyLibrary.emulator.gui.theme import Colour, Face, Theme
from PolyLibrary.emulator.gui.typeset import Layout, Run, typeset
from PolyLibrary.emulator.gui.widgets import Box, Scene, Widget

LARGE, LARGE_BOLD = 24, 19
"""Pixels from which a text is large, and needs less contrast (18 and 14 points)."""
TEXT, LARGE_TEXT, SIGN = 4.5, 3.0, 3.0
"""Least contrast of small text, of large text and of icons."""


class Placed(NamedTuple):
    """A widget, its layout and its place in the drawing order."""

    order: int
    widget: Widget
    layout: Layout


def faults(scene: Scene, panel: Panel, theme: Theme) -> list[str]:
    """Everything that is wrong with a scene, in words."""
    slot = (panel.icons.size, panel.icons.centre)
    placed = [
        Placed(order, widget, typeset(widget, theme, slot)) for order, widget in enumerate(uncovered(scene.widgets))
    ]
    return [
        *_targets(scene, panel),
        *_sizes(placed, theme),
        *_overlaps(placed, theme),
        *_cut_off(placed, theme),
        *_contrasts(placed, theme),
    ]


def _targets(scene: Scene, panel: Panel) -> Iterator[str]:
    whole = panel.whole
    for widget in scene.widgets:
        if not _inside(widget.box, whole):
            yield f"{_named(widget)} leaves the panel: {widget.box}"


def _sizes(placed: list[Placed], theme: Theme) -> Iterator[str]:
    for _, widget, layout in placed:
        for run in layout.runs:
            box = run.box(mono=theme.depth == "mono")
            if not _inside(box, widget.box):
                yield f"{_named(widget)}: '{run.text}' at {tuple(box)} leaves its box {tuple(widget.box)}"
        wanted = len(widget.text.strip()) > 0
        if wanted and not any(run.text for run in layout.runs):
            yield f"{_named(widget)}: no room for '{widget.text}'"


def _overlaps(placed: list[Placed], theme: Theme) -> Iterator[str]:
    inks = [
        (order, widget, box)
        for order, widget, layout in placed
        for box in (
            *(run.box(mono=theme.depth == "mono") for run in layout.runs),
            *((_ink_of(widget.icon, layout.icon),) if layout.icon and not widget.badge else ()),
        )
    ]
    opaque = [(order, layout.frame) for order, widget, layout in placed if theme.style(widget.look).fill]
    for (first, widget, box), (second, other, above) in combinations(inks, 2):
        if not _meet(box, above):
            continue
        hidden = any(first < order <= second and _meet(frame, box) for order, frame in opaque)
        if not hidden:
            yield f"{_named(widget)} and {_named(other)} overlap: {tuple(box)}, {tuple(above)}"


def _ink_of(icon: str, box: Box) -> Box:
    """What is drawn of an icon in its box."""
    mask = icon_mask(icon, box.width).point(lambda level: 255 if level >= INK_FROM else 0)
    left, top, right, bottom = mask.getbbox() or (0, 0, 1, 1)
    return Box(box.left + left, box.top + top, box.left + right, box.top + bottom)


def _cut_off(placed: list[Placed], theme: Theme) -> Iterator[str]:
    """Texts of which a frame over them leaves a part, as bright as before."""
    veils = [(order, layout.frame) for order, widget, layout in placed if widget.look == "scrim"]
    opaque = [(order, widget, layout.frame) for order, widget, layout in placed if theme.style(widget.look).fill]
    for order, widget, layout in placed:
        for run in layout.runs:
            box = run.box(mono=theme.depth == "mono")
            for above, cover, frame in opaque:
                dimmed = any(order < veil <= above and _inside(box, area) for veil, area in veils)
                if above > order and _meet(frame, box) and not _inside(box, frame) and not dimmed:
                    yield f"{_named(cover)} leaves a part of {_named(widget)}: {tuple(box)} under {tuple(frame)}"


def _contrasts(placed: list[Placed], theme: Theme) -> Iterator[str]:
    for order, widget, layout in placed:
        style = theme.style(widget.look)
        for run in layout.runs:
            paper = theme.colour("badge") if run.text == widget.badge else _paper(placed, order, run, theme)
            ratio, least = contrast(run.ink, paper), _least(run.face)
            if ratio < least:
                yield f"{_named(widget)} ({widget.look}): '{run.text}' has contrast {ratio:.2f}, needs {least}"
        if layout.icon is not None:
            centre = layout.icon.centre
            ratio = contrast(theme.icon_ink(widget.icon, style), _fill_at(placed, order, centre, theme))
            if ratio < SIGN:
                yield f"{_named(widget)} ({widget.look}): icon {widget.icon} has contrast {ratio:.2f}"


def _least(face: Face) -> float:
    return LARGE_TEXT if face.pixels >= (LARGE_BOLD if face.bold else LARGE) else TEXT


def _paper(placed: list[Placed], order: int, run: Run, theme: Theme) -> Colour:
    box = run.box(mono=theme.depth == "mono")
    return _fill_at(placed, order, box.centre, theme)


def _fill_at(placed: list[Placed], order: int, point: tuple[int, int], theme: Theme) -> Colour:
    """The colour below a point: of the last widget up to this one that fills it."""
    for _, widget, layout in reversed(placed[: order + 1]):
        fill = theme.style(widget.look).fill
        if fill is not None and layout.frame.holds(*point):
            share = (point[1] - layout.frame.top) / max(1, layout.frame.height - 1)
            return tuple(round(a + (b - a) * share) for a, b in zip(*fill, strict=True))  # type: ignore[return-value]
    raise AssertionError(f"nothing is drawn below {point}")


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours as accessibility guides count it: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _inside(box: Box, outer: Box) -> bool:
    return outer.left <= box.left and outer.top <= box.top and box.right <= outer.right and box.bottom <= outer.bottom


def _meet(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _named(widget: Widget) -> str:
    return f"{widget.kind} {widget.name or widget.text!r}"
