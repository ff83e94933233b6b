"""Screens of the virtual phones, with the truth that their own widgets tell."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from benchmarks.accuracy.shown import CLOCK, Drawn, Shown, other_character
from PolyLibrary.emulator.gallery.taking import Taken, take
from PolyLibrary.emulator.gui.icons import icon_mask
from PolyLibrary.emulator.gui.lettering import ELLIPSIS
from PolyLibrary.emulator.gui.panels import Panel, panel_of
from PolyLibrary.emulator.gui.render import paint
from PolyLibrary.emulator.gui.typeset import Layout, typeset
from PolyLibrary.emulator.gui.widgets import Box, Widget
from PolyLibrary.models import model as model_named
from PolyLibrary.terms import Region

if TYPE_CHECKING:
    from PIL.Image import Image

MODELS = ("VVX500", "VVX450", "VVX600", "VVX1500", "Trio8800", "CCX600")
THEMES = ("Classic", "BroadSoft")
STATES = (
    "idle",
    "home",
    "incoming call",
    "active call muted",
    "held",
    "recent calls",
    "directory",
    "settings",
    "status",
    "do not disturb",
)
LAMPS = ((255, 60, 50), (60, 210, 90), (255, 190, 40), (60, 130, 250))


def emulated(models: Sequence[str], states: Sequence[str], config: dict[str, str]) -> Iterator[Shown]:
    """The screens of each model in each theme."""
    names = [model_named(name).name for name in models or MODELS]
    for theme in THEMES:
        for name, taken in take(names, states=states, config={"device.theme": theme, **config}).items():
            panel = panel_of(model_named(name))
            if panel.depth == "mono" and theme != THEMES[0]:
                continue  # without colour there is only one theme
            for shot in taken:
                yield _Scene(name, theme, shot, panel).shown()


class _Scene:
    """One scene, to be drawn again with a change."""

    def __init__(self, model: str, theme: str, taken: Taken, panel: Panel) -> None:
        assert taken.picture is not None
        self.model, self.theme_name, self.taken, self.panel = model, theme, taken, panel
        self.theme = taken.theme
        self.image = taken.picture
        self.mono = panel.depth == "mono"
        self.widgets = taken.scene.widgets
        self.laid = [typeset(widget, self.theme, (panel.icons.size, panel.icons.centre)) for widget in self.widgets]

    def shown(self) -> Shown:
        icons, texts, cut, covered = [], [], [], set()
        clocks = [_region(widget.box) for widget in self.widgets if _tells_time(widget)]
        for number, (widget, layout) in enumerate(zip(self.widgets, self.laid, strict=True)):
            if layout.icon is not None:
                name = f"{widget.icon} {layout.icon.width}"
                if self._seen(number, layout.icon):
                    icons.append(Drawn(name, _region(layout.icon)))
                else:
                    covered.add(name)
            for run in self._runs(widget, layout):
                if run.what.strip() and self._seen(number, Box(*run.box)):
                    if ELLIPSIS in run.what:
                        cut.append(Drawn(widget.text, run.box))
                    else:
                        texts.append(run)
        return Shown(
            model=self.model,
            theme=self.theme_name,
            name=self.taken.state,
            image=self.image,
            icons=tuple(icons),
            covered=frozenset(covered),
            texts=tuple(texts),
            cut=tuple(cut),
            clocks=tuple(clocks),
            plant=self._plant,
        )

    def _runs(self, widget: Widget, layout: Layout) -> list[Drawn]:
        """The texts of a widget; the number of a menu entry is one with what it numbers, as people read it."""
        runs = [Drawn(run.text, _region(run.box(mono=self.mono))) for run in layout.runs]
        if widget.lead and len(runs) > 1 and runs[0].what == widget.lead:
            entry = next((run for run in runs[1:] if run.what == widget.text), None)
            if entry is not None:
                box = Region(runs[0].box.left, entry.box.top, entry.box.right, entry.box.bottom)
                return [Drawn(f"{widget.lead} {entry.what}", box), *(run for run in runs[1:] if run is not entry)]
        return runs

    def _seen(self, number: int, box: Box) -> bool:
        """Whether nothing that is drawn later lies over it, and it lies on the panel."""
        if box.left < 0 or box.top < 0 or box.right > self.panel.width or box.bottom > self.panel.height:
            return False
        for widget, layout in list(zip(self.widgets, self.laid, strict=True))[number + 1 :]:
            look = self.theme.style(widget.look)
            covers = (layout.frame,) if look.fill or look.veil else (layout.icon, layout.badge)
            if any(cover is not None and _meet(cover, box) for cover in covers):
                return False
        own = self.laid[number]
        return own.badge is None or not _meet(own.badge, box)

    def _plant(self, change: str, chance: Random) -> "Iterator[tuple[str, Callable[[], Image]]]":
        for number, (widget, layout) in enumerate(zip(self.widgets, self.laid, strict=True)):
            icon = layout.icon if layout.icon is not None and self._seen(number, layout.icon) else None
            if change == "icon missing" and icon is not None:
                yield widget.icon, partial(self._without, number, icon)
            elif change == "icon 2 px" and icon is not None:
                yield widget.icon, partial(self._moved, number, icon, chance)
            elif change == "lamp colour" and icon is not None and self.panel.depth == "colour":
                yield widget.icon, partial(self._coloured, number, widget, icon, chance)
            elif change == "one character":
                yield from self._misspelt(number, widget, layout, chance)
            elif change == "text 2 px":
                for run in layout.runs:
                    box = run.box(mono=self.mono)
                    if run.text.strip() and self._seen(number, box):
                        yield run.text, partial(self._moved, number, box, chance)
            elif change == CLOCK and _tells_time(widget) and self._seen(number, layout.frame):
                other = replace(widget, text=other_character(widget.text, chance))
                yield "clock", partial(self._drawn, number, other)

    def _drawn(self, number: int, widget: Widget) -> "Image":
        widgets = (*self.widgets[:number], widget, *self.widgets[number + 1 :])
        return paint(replace(self.taken.scene, widgets=widgets), self.panel, self.theme)

    def _without(self, number: int, box: Box) -> "Image":
        """The screen with nothing but the widget's ground in a box."""
        bare = self._drawn(number, replace(self.widgets[number], icon="", text="", detail="", lead="", cursor=-1))
        changed = self.image.copy()
        changed.paste(bare.crop(box), (box.left, box.top))
        return changed

    def _moved(self, number: int, box: Box, chance: Random) -> "Image":
        across, down = chance.choice(((2, 0), (0, 2), (-2, 0)))
        changed = self._without(number, box)
        changed.paste(self.image.crop(box), (box.left + across, box.top + down))
        return changed

    def _coloured(self, number: int, widget: Widget, box: Box, chance: Random) -> "Image":
        now = self.theme.icon_ink(widget.icon, self.theme.style(widget.look))
        colours = [colour for colour in LAMPS if max(abs(a - b) for a, b in zip(colour, now, strict=True)) > 60]
        changed = self._without(number, box)
        changed.paste(chance.choice(colours), (box.left, box.top), icon_mask(widget.icon, box.width))
        return changed

    def _misspelt(
        self, number: int, widget: Widget, layout: Layout, chance: Random
    ) -> "Iterator[tuple[str, Callable[[], Image]]]":
        runs = [run for run in layout.runs if run.text and run.text == widget.text and not run.cut]
        for run in runs[:1]:
            other = other_character(widget.text, chance)
            if other != widget.text and self._seen(number, run.box(mono=self.mono)):
                yield f"{widget.text} -> {other}", partial(self._drawn, number, replace(widget, text=other))


def _meet(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _region(box: Box) -> Region:
    return Region(*box)


def _tells_time(widget: Widget) -> bool:
    return widget.name in ("clock", "big clock")
