"""Screens drawn wrongly: what a faulty GUI shows while all that the phone does and tells in other ways is right.

A fault strikes what can be seen: of what it may be about the first thing whose picture it changes. What ticks (clock
and timer) comes last, for a check of a screen leaves it out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import dist

from PolyLibrary.emulator.faults.injected import Injected
from PolyLibrary.emulator.gui.data import ENGLISH, speaking, table
from PolyLibrary.emulator.gui.describe import uncovered
from PolyLibrary.emulator.gui.gui import Gui
from PolyLibrary.emulator.gui.icons import BLANK
from PolyLibrary.emulator.gui.softkeys import MORE, command
from PolyLibrary.emulator.gui.widgets import Scene, Widget
from PolyLibrary.names import fold

CLOCKS = frozenset({"clock", "big clock", "big date", "timer"})
FRAME = frozenset({"clock", "own number", "call bar"})
"""Labels of the status bar."""
LOOKALIKE = str.maketrans("0123456789", "8738965739")
NUMBER = frozenset("0123456789+*#-. ")
UNTRANSLATED, TRANSLATED = ENGLISH, "fr"
WRONG_COLOURS = ("red", "green")


def misdrawn(fault: Injected, scene: Scene, gui: Gui) -> Scene | None:
    """What is drawn in place of a scene; None where there is nothing to strike."""
    right = gui.painted(scene).tobytes()
    for wrong in DOES[fault.kind.does](fault, scene, gui):
        if gui.painted(wrong).tobytes() != right:
            return wrong
    return None


def _omit(fault: Injected, scene: Scene, _gui: Gui) -> Iterator[Scene]:
    """Icons of the status bar before all others."""
    for widget in _parts(fault, scene, lambda each: (each.look != "status.icon", each.kind != "icon")):
        if widget.icon:
            yield _with(scene, widget, replace(widget, icon=BLANK, badge=""))


def _mislabel(fault: Injected, scene: Scene, gui: Gui) -> Iterator[Scene]:
    keys = _parts(fault, scene, lambda each: each.name == MORE)
    with speaking(gui.language):
        for widget in keys if fault.part else [key for key in keys if key.kind == "soft key"]:
            offered = {widget.text, *(label for page in scene.soft_key_pages for label in page)}
            labels = (command(name).fitting(widget.box.width) for name in table("softkeys")["commands"])
            wrong = next(label for label in labels if label not in offered)
            yield _with(scene, widget, replace(widget, text=wrong))


def _misspell(fault: Injected, scene: Scene, _gui: Gui) -> Iterator[Scene]:
    """Whole numbers before digits among letters, small texts and the own number."""
    parts = _parts(fault, scene, lambda each: (each.name in CLOCKS, each.name in FRAME, not _is_number(each.text)))
    for field in ("text", "detail", "badge"):
        for widget in parts:
            shown = str(getattr(widget, field))
            for at in range(len(shown) - 1, -1, -1):
                if "0" <= shown[at] <= "9":
                    wrong = shown[:at] + shown[at].translate(LOOKALIKE) + shown[at + 1 :]
                    yield _with(scene, widget, replace(widget, **{field: wrong}))  # type: ignore[arg-type]


def _recolour(fault: Injected, scene: Scene, gui: Gui) -> Iterator[Scene]:
    """The state of a line key; where there is none, another icon whose colour tells something."""
    meaning = table("theme")["icons"]
    for widget in _parts(fault, scene, lambda each: each.kind != "line"):
        if widget.icon and (fault.part or widget.kind == "line" or widget.icon in meaning):
            style = gui.theme.style(widget.look)
            shown = gui.theme.icon_ink(widget.icon, style)
            wrong = max(WRONG_COLOURS, key=lambda name: dist(gui.theme.colour(name), shown))
            yield _with(scene, widget, replace(widget, tint=wrong))


def _shift(fault: Injected, scene: Scene, _gui: Gui) -> Iterator[Scene]:
    """Something in the content before what stands in the bars."""
    bars = frozenset({"icon", "soft key", "call bar"})
    order = _parts(fault, scene, lambda each: (each.name in CLOCKS, each.name in FRAME, each.kind in bars))
    for widget in order:
        if widget.text or widget.icon:
            box, step = widget.box, fault.kind.pixels
            yield _with(scene, widget, replace(widget, box=box._replace(left=box.left + step, right=box.right + step)))


def _translate(_fault: Injected, _scene: Scene, gui: Gui) -> Iterator[Scene]:
    """English in place of another language, which is what a text without its translation shows; else French."""
    yield gui.translated(TRANSLATED if gui.language == UNTRANSLATED else UNTRANSLATED)


DOES: dict[str, Callable[[Injected, Scene, Gui], Iterator[Scene]]] = {
    "omit": _omit,
    "mislabel": _mislabel,
    "misspell": _misspell,
    "recolour": _recolour,
    "shift": _shift,
    "translate": _translate,
}


def _parts(fault: Injected, scene: Scene, order: Callable[[Widget], object]) -> Sequence[Widget]:
    """What the fault may be about: of a pop-up before what lies below, and then by ``order``, smallest first."""
    seen = uncovered(scene.widgets)
    veil = max((n for n, widget in enumerate(seen) if widget.look == "scrim"), default=-1)
    parts = [*seen[veil + 1 :], *seen[:veil]] if veil >= 0 else seen
    if fault.part:
        parts = [widget for widget in parts if fold(fault.part) in _names(widget)]
    return sorted(parts, key=order)  # type: ignore[arg-type]


def _names(widget: Widget) -> set[str]:
    """How ``part`` may call it."""
    numbered = f"{widget.kind} {widget.index}" if widget.index else ""
    return {fold(name) for name in (widget.name, widget.text, widget.icon, numbered) if name}


def _is_number(text: str) -> bool:
    return bool(text) and set(text) <= NUMBER


def _with(scene: Scene, old: Widget, new: Widget) -> Scene:
    return replace(scene, widgets=tuple(new if widget is old else widget for widget in scene.widgets))
