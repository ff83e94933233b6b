"""What a suite writes about a screen, held against the maps of several models, with no phone.

A word is wrong when no model has what it names; where only some have it, the models without it are told.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PolyLibrary.errors import UsageError
from PolyLibrary.layout import locator
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.layout.lint import MOST_LINE_KEYS, Finding, lint
from PolyLibrary.layout.things import Element
from PolyLibrary.models import model as model_named
from PolyLibrary.names import did_you_mean, fold
from PolyLibrary.phone.pushlist import key_uri

Kind = Literal["locator", "check", "gesture", "soft key", "soft keys", "key", "line key", "screen", "menu", "region"]
"""What a cell of a suite names. ``check`` is a locator that is looked for and not touched; ``soft keys`` is a label or
the name of a set of labels."""


@dataclass(frozen=True)
class Verdict:
    """What was found about a word.

    Attributes:
        text: What is wrong; empty when at least one model has it.
        hint: The nearest right words, or what to do.
        without: The models that do not have it, while others do.
    """

    text: str = ""
    hint: str = ""
    without: tuple[str, ...] = ()

    @property
    def wrong(self) -> bool:
        """Whether no model has it."""
        return bool(self.text)


def judge(kind: Kind, word: str, layouts: Sequence[LayoutMap], pictures: Path | None = None) -> Verdict:
    """Hold a word against maps.

    Args:
        word: As the suite writes it, without variables.
        layouts: The maps of the models that the suite may meet, at least one.
        pictures: The folder from which ``image:`` files are sought; None leaves them unchecked.
    """
    found = [(layout, _CHECKS[kind](word, layout, pictures)) for layout in layouts]
    wrong = [(layout, finding) for layout, finding in found if finding is not None]
    if len(wrong) < len(found):
        return Verdict(without=tuple(layout.model for layout, _ in wrong))
    layout, finding = _likest(wrong)
    return Verdict(finding.text, finding.hint) if len(found) == 1 else _of_all(layout, finding)


def checkable(element: Element, layout: LayoutMap) -> bool:
    """Whether anything can tell that an element is on the screen: itself, or the calls that its screens need."""
    if element.can_be_checked or element.line is not None:
        return True
    screens = [layout.screens[name] for name in element.on if name in layout.screens]
    return bool(screens) and all(screen.recognise.calls for screen in screens)


def _of_all(layout: LayoutMap, finding: Finding) -> Verdict:
    """A finding that holds for every model, in words that name none."""
    text, hint = finding.text, finding.hint
    if " lies off " in text:
        return Verdict(
            f"{text.partition(' lies off ')[0]} lies off the screens of all models.", "no panel is that large."
        )
    if " and is larger than " in text:
        return Verdict(f"{text.partition(' larger than ')[0]} larger than the screens of all models.", hint)
    if " has no line key " in text:
        hint = f"{MOST_LINE_KEYS} is the last one, with expansion modules."
    text = text.replace(f"The {model_named(layout.model)} has no ", "No model has a ")
    all_maps = " in all of the maps" if " has only " in text else " in any of the maps"
    return Verdict(text.replace(f" in the {layout.model} map", all_maps), hint)


def _likest(wrong: Sequence[tuple[LayoutMap, Finding]]) -> tuple[LayoutMap, Finding]:
    """The finding with the best advice: of a model that has something of the kind, else of the largest screen."""
    ranked = sorted(
        wrong, key=lambda each: ("did you mean" in each[1].hint, each[0].screen.width * each[0].screen.height)
    )
    return ranked[-1]


def _locator(word: str, layout: LayoutMap, pictures: Path | None) -> Finding | None:
    return lint(word, layout, pictures)


def _check(word: str, layout: LayoutMap, pictures: Path | None) -> Finding | None:
    found = lint(word, layout, pictures)
    if found is not None:
        return found
    target = locator.parse(word)
    if isinstance(target, locator.PointAt | locator.HardKey):
        what = "a place" if isinstance(target, locator.PointAt) else "a key"
        hint = "name an element of the layout map that has a softkey, text, line, icon or picture."
        return Finding(word, f"'{word}' is only {what}: it cannot be checked.", hint)
    if isinstance(target, locator.ElementNamed):
        element = layout.element(target.name)
        if not any(checkable(each, layout) for each in element.variants):
            text = f"'{word}' has only a place in the {layout.model} map: it can be touched, not checked."
            return Finding(word, text, f"add icon:, softkey:, text: or line: to it ({_short(element.origin)}).")
    return None


def _gesture(word: str, layout: LayoutMap, _pictures: Path | None) -> Finding | None:
    return _looked_up(word, lambda: layout.gesture(word))


def _soft_key(word: str, layout: LayoutMap, _pictures: Path | None) -> Finding | None:
    label = word.removeprefix("text:").strip()
    return None if label != word else _looked_up(word, lambda: layout.softkey(word))


def _soft_keys(word: str, layout: LayoutMap, pictures: Path | None) -> Finding | None:
    if any(fold(shown.name) == fold(word) for shown in layout.sets):
        return None
    return _soft_key(word, layout, pictures)


def _key(word: str, layout: LayoutMap, pictures: Path | None) -> Finding | None:
    try:
        key_uri(word)
    except UsageError:
        return lint(f"key:{word}", layout, pictures)
    return None


def _line_key(word: str, layout: LayoutMap, pictures: Path | None) -> Finding | None:
    return lint(f"line:{word}", layout, pictures)


def _screen(word: str, layout: LayoutMap, _pictures: Path | None) -> Finding | None:
    return _looked_up(word, lambda: layout.screen_named(word))


def _region(word: str, layout: LayoutMap, _pictures: Path | None) -> Finding | None:
    """A region of the map, or the box of one of its elements (``line 3``), as keywords take them."""
    if any(each.box is not None and fold(each.name) == fold(word) for each in layout.elements.values()):
        return None
    return _looked_up(word, lambda: layout.region(word))


def _menu(word: str, layout: LayoutMap, _pictures: Path | None) -> Finding | None:
    """Entries below the map's own paths are the phone's own words, which only the phone knows."""
    first = word.partition(">")[0].strip()
    known = {fold(each.text): each.text for each in layout.elements.values() if each.text and "home" in each.on}
    known |= {fold(path.partition(">")[0]): path.partition(">")[0].strip() for path in layout.menus}
    if fold(first) in known:
        return None
    text = f"There is no menu path '{word}' in the {layout.model} map, and no entry '{first}' on its Home screen."
    return Finding(word, text, did_you_mean(first, known.values(), "known paths"))


def _looked_up(word: str, look: Callable[[], object]) -> Finding | None:
    try:
        look()
    except UsageError as error:
        return Finding(word, error.wanted, error.hint)
    return None


def _short(origin: str) -> str:
    return Path(origin).name


_CHECKS: Mapping[Kind, Callable[[str, LayoutMap, Path | None], Finding | None]] = {
    "locator": _locator,
    "check": _check,
    "gesture": _gesture,
    "soft key": _soft_key,
    "soft keys": _soft_keys,
    "key": _key,
    "line key": _line_key,
    "screen": _screen,
    "menu": _menu,
    "region": _region,
}


def models_text(models: Iterable[str], most: int = 4) -> str:
    """``VVX101, VVX150 and 20 others``."""
    names = list(models)
    if len(names) <= most:
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} others"
