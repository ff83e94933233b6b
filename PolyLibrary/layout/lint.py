"""Lint of one locator against a map, with no phone: what would certainly fail when the test runs."""

from dataclasses import dataclass
from pathlib import Path

from PolyLibrary.errors import UsageError
from PolyLibrary.layout import locator
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.layout.pictures import nearest_picture, picture_fault
from PolyLibrary.models import Model
from PolyLibrary.models import model as model_named
from PolyLibrary.names import did_you_mean, fold
from PolyLibrary.phone.pushlist import KEYS as PUSH_KEYS

MOST_LINE_KEYS = 48
"""With three expansion modules, as the vendor's guide says."""


@dataclass(frozen=True)
class Finding:
    """What is wrong with a locator, and the nearest right one."""

    locator: str
    text: str
    hint: str

    def __str__(self) -> str:
        return f"{self.text} {self.hint}".strip()


def lint(text: str, layout: LayoutMap, pictures: Path | None = None) -> Finding | None:
    """What is wrong with a locator on this model; None when nothing is.

    Args:
        text: The locator as the suite writes it.
        pictures: The folder from which ``image:`` files are sought; None leaves them unchecked.
    """
    try:
        target = locator.parse(text)
        if isinstance(target, locator.ElementNamed):
            layout.element(target.name)
        elif isinstance(target, locator.SoftKey) and _knows_soft_keys(layout):
            layout.softkey(target.label)
    except UsageError as error:
        return Finding(text, error.wanted, error.hint)
    if isinstance(target, locator.PointAt) and not layout.screen.holds(target.point):
        size = layout.screen
        hint = f"x is 0 to {size.width - 1}, y is 0 to {size.height - 1}."
        return Finding(text, f"The point {target} lies off the {size} screen of the {layout.model}.", hint)
    if isinstance(target, locator.HardKey):
        return _lint_key(text, target.name, model_named(layout.model))
    if isinstance(target, locator.LineKey) and target.number is not None:
        return _lint_line(text, target.number, model_named(layout.model))
    if isinstance(target, locator.ImageOnScreen) and pictures:
        return _lint_picture(text, pictures / target.file, layout)
    return None


def _lint_picture(text: str, path: Path, layout: LayoutMap) -> Finding | None:
    if not path.is_file():
        return Finding(text, f"There is no picture {path}.", nearest_picture(path) or "record it, or check the name.")
    fault = picture_fault(path, layout.screen, f"the {layout.screen} screen of the {layout.model}")
    return Finding(text, f"{fault}.", "cut it from a capture (polylab layout cut).") if fault else None


def hard_keys(model: Model) -> tuple[str, ...]:
    """Every name that a key of this model goes by, its soft keys and line keys included."""
    soft = tuple(f"SoftKey{number}" for number in range(1, model.soft_keys + 1))
    lines = tuple(f"Line{number}" for number in range(1, model.line_keys + 1))
    return (*model.hard_keys, *soft, *lines)


def keys_of(model: Model) -> tuple[str, ...]:
    """The names of ``hard_keys``, and those that only a push presses: the model may lack the button."""
    known = {fold(key) for key in hard_keys(model)}
    return (*hard_keys(model), *(key for key in PUSH_KEYS if fold(key) not in known))


def _knows_soft_keys(layout: LayoutMap) -> bool:
    return any(screen.softkeys for screen in layout.screens.values())


def _lint_key(text: str, name: str, model: Model) -> Finding | None:
    keys = keys_of(model)
    if fold(name) in {fold(key) for key in keys}:
        return None
    return Finding(text, f"The {model} has no key '{name}'.", did_you_mean(name, keys, "its keys"))


def _lint_line(text: str, number: int, model: Model) -> Finding | None:
    most = MOST_LINE_KEYS if "expansion modules" in model.capabilities else model.line_keys
    if number <= most:
        return None
    return Finding(text, f"The {model} has no line key {number}.", f"it has {most} line keys.")
