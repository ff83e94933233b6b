"""Checks of a whole layout map: things that no entry can tell by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from PolyLibrary.errors import Fault, UsageError
from PolyLibrary.layout import locator
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.layout.lint import keys_of
from PolyLibrary.layout.parts import Part, fault_at
from PolyLibrary.layout.pictures import missing_picture
from PolyLibrary.layout.things import ITEM, Element, Recognise
from PolyLibrary.models import model as model_named
from PolyLibrary.names import did_you_mean, fold
from PolyLibrary.terms import Point, Region

Finding = tuple[tuple[str | int, ...], str]


def faults_of_map(layout: LayoutMap, parts: Sequence[Part]) -> list[Fault]:
    """Everything that is wrong with a map, at lines of its own file.

    What an inherited entry does wrong on this model is told at the line of ``extends:``, with the place of the entry.
    """
    faults = [
        _fault(layout, parts, path, text)
        for check in (_names, _elements, _screens, _gestures, _regions, _menus, _softkey_row)
        for path, text in check(layout, parts)
    ]
    return list(dict.fromkeys(faults))


def _fault(layout: LayoutMap, parts: Sequence[Part], path: tuple[str | int, ...], text: str) -> Fault:
    part = next((part for part in parts if part.node.at(*path[:2]) is not None), None)
    if part is not None:
        return fault_at(parts[0], part, path, text)
    element = layout.elements.get(str(path[1])) if path[0] == "elements" else None
    file, _, line = (element.origin if element else f"{parts[0].path}:1").rpartition(":")
    part = next(part for part in parts if str(part.path) == file)
    made_by = next((path for path in _makers(part) if part.node.line_of(path) == int(line)), ("extends",))
    return fault_at(parts[0], part, made_by, text)


def _makers(part: Part) -> Iterator[tuple[str, ...]]:
    """The entries of a file that make elements: regions, grids and the row of soft keys."""
    yield from (("grids", name) for name in part.spec.grids)
    yield from (("regions", name) for name in part.spec.regions)
    yield ("softkeys",)


def _names(_layout: LayoutMap, parts: Sequence[Part]) -> Iterator[Finding]:
    """Names that cannot be told apart, or could not be written in a locator."""
    for section in ("screens", "elements", "grids", "gestures", "regions", "menus", "languages"):
        entries = parts[0].node.at(section)
        forms: dict[str, str] = {}
        for name in entries.fields if entries else ():
            first = forms.setdefault(fold(name), name)
            if first != name:
                yield (section, name), f"'{name}' and '{first}' are one name: case and spaces do not matter"
            fault = locator.element_name_fault(name) if section == "elements" else ""
            if fault:
                yield (section, name), fault


def _elements(layout: LayoutMap, _parts: Sequence[Part]) -> Iterator[Finding]:
    keys = keys_of(model_named(layout.model))
    for name, element in layout.elements.items():
        for number, variant in enumerate(element.variants):
            path: tuple[str | int, ...] = ("elements", name, number)
            if not variant.ways:
                yield path, f"'{name}' has no way to find it: give at, softkey, key, line, image, text or icon"
            if variant.at:
                yield from _on_screen((*path, "at"), f"'{name}'", variant.at, layout)
            if variant.within:
                yield from _fits((*path, "within"), f"'{name}': within", variant.within, layout)
            if variant.key and fold(variant.key) not in {fold(key) for key in keys}:
                hint = did_you_mean(variant.key, keys, "its keys").rstrip(".")
                yield (*path, "key"), f"'{name}': the {layout.model} has no key '{variant.key}'; {hint}"
            yield from _known_screens(path, f"'{name}'", variant.on, layout)
            yield from _picture(path, f"'{name}'", variant)


def _screens(layout: LayoutMap, parts: Sequence[Part]) -> Iterator[Finding]:
    for name, screen in layout.screens.items():
        written = any(part.node.at("screens", name, "recognise") is not None for part in parts)
        for number, rule in enumerate((screen.recognise, *screen.further)):
            path = ("screens", name, "recognise", number)
            if written and not rule:
                yield path, f"'{name}': recognise says nothing; give calls, softkeys, image, text or uixml"
            if rule.region and fold(rule.region) not in {fold(known) for known in layout.regions}:
                hint = did_you_mean(rule.region, layout.regions, "known regions").rstrip(".")
                yield (*path, "region"), f"'{name}': there is no region '{rule.region}'; {hint}"
            if rule.image and not rule.image.is_file():
                yield (*path, "image"), f"'{name}': {missing_picture(rule.image)}"
        row = layout.softkey_row
        for state, shown in screen.softkeys.items():
            for page in shown.pages:
                if row is not None and len(page) > row.cells:
                    text = f"'{name}': {len(page)} soft keys on one page of '{state}', but {row.cells} cells"
                    yield ("screens", name, "softkeys", state), text
    yield from _same_rules(layout)


@dataclass(frozen=True)
class _Look:
    """A rule in the forms in which it is compared.

    Attributes:
        rest: What it asks for besides texts and calls; texts that must be absent included.
        calls_only: Whether it looks at nothing but calls.
    """

    screen: str
    uixml: frozenset[str]
    calls: frozenset[str]
    texts: frozenset[str]
    rest: tuple[object, ...]
    calls_only: bool
    empty: bool


def _look(screen: str, rule: Recognise) -> _Look:
    def forms(words: Sequence[str]) -> frozenset[str]:
        return frozenset(fold(word) for word in words)

    return _Look(
        screen=screen,
        uixml=forms(rule.uixml),
        calls=frozenset(rule.calls),
        texts=forms(rule.text),
        rest=(forms(rule.softkeys), rule.image, forms(rule.without), rule.bare, fold(rule.region)),
        calls_only=not (rule.softkeys or rule.image or rule.text),
        empty=not replace(rule, uixml=()),
    )


def _same_rules(layout: LayoutMap) -> Iterator[Finding]:
    looks = [_look(screen.name, rule) for screen in layout.screens.values() for rule in screen.rules]
    for first, second in combinations(looks, 2):
        if first.screen != second.screen and _both_hold(first, second):
            text = f"'{second.screen}' and '{first.screen}' are recognised by the same rule; one must differ"
            yield ("screens", second.screen, "recognise"), text


def _both_hold(one: _Look, other: _Look) -> bool:
    """Whether two rules are the same, look at nothing but calls and share a state, or share a name of the phone's."""
    if one.uixml & other.uixml:
        return True
    if one.empty or other.empty or one.rest != other.rest:
        return False
    if one.calls_only and other.calls_only:
        return bool(one.calls & other.calls)
    return one.calls == other.calls and (one.texts == other.texts or bool(one.texts & other.texts))


def _gestures(layout: LayoutMap, _parts: Sequence[Part]) -> Iterator[Finding]:
    for name, gesture in layout.gestures.items():
        for point in (gesture.start, gesture.end):
            yield from _on_screen(("gestures", name, "swipe"), f"'{name}'", point, layout)
        if gesture.start == gesture.end:
            yield ("gestures", name, "swipe"), f"'{name}' swipes from a point to itself"
        yield from _known_screens(("gestures", name), f"'{name}'", gesture.on, layout)


def _regions(layout: LayoutMap, _parts: Sequence[Part]) -> Iterator[Finding]:
    for name, region in layout.regions.items():
        yield from _fits(("regions", name), f"region '{name}':", region, layout)
    for name, on in layout.moving.items():
        yield from _known_screens(("regions", name), f"'{name}'", on, layout)


def _menus(layout: LayoutMap, _parts: Sequence[Part]) -> Iterator[Finding]:
    for name, variants in layout.menu_variants.items():
        for place, menu in enumerate(variants):
            path = ("menus", name, place)
            yield from _known_screens(path, f"'{name}'", menu.on, layout)
            if menu.shows:
                yield from _known_screens((*path, "shows"), f"'{name}'", (menu.shows,), layout)
            if not menu.steps and not menu.on:
                yield path, f"'{name}' does nothing: give steps, or the screen it is opened from"
            for number, step in enumerate(menu.steps):
                fault = _step_fault(step, layout)
                if fault:
                    yield (*path, "steps", number), f"'{name}': {fault}"


def _step_fault(step: str, layout: LayoutMap) -> str:
    if step.startswith(ITEM):
        return "" if step.removeprefix(ITEM).strip() else f"nothing follows '{ITEM}'"
    try:
        target = locator.parse(step)
        if isinstance(target, locator.ElementNamed):
            layout.element(target.name)
        elif isinstance(target, locator.SoftKey):
            layout.softkey(target.label)
        elif isinstance(target, locator.HardKey):
            keys = keys_of(model_named(layout.model))
            if fold(target.name) not in {fold(key) for key in keys}:
                return f"the {layout.model} has no key '{target.name}'; {did_you_mean(target.name, keys, 'its keys')}"
    except UsageError as error:
        return f"{error.wanted} {error.hint}".rstrip(" .")
    return ""


def _softkey_row(layout: LayoutMap, _parts: Sequence[Part]) -> Iterator[Finding]:
    if layout.softkey_row is not None:
        yield from _fits(("softkeys", "row"), "the row of soft keys", layout.softkey_row.box, layout)


def _on_screen(path: tuple[str | int, ...], what: str, point: Point, layout: LayoutMap) -> Iterator[Finding]:
    if not layout.screen.holds(point):
        yield path, f"{what} at {point} lies off the {layout.screen} screen"


def _fits(path: tuple[str | int, ...], what: str, box: Region, layout: LayoutMap) -> Iterator[Finding]:
    if box.left >= box.right or box.top >= box.bottom:
        yield path, f"{what} {box} is empty: left < right and top < bottom"
    elif box.right > layout.screen.width or box.bottom > layout.screen.height:
        yield path, f"{what} {box} does not fit on the {layout.screen} screen"


def _known_screens(
    path: tuple[str | int, ...], what: str, names: tuple[str, ...], layout: LayoutMap
) -> Iterator[Finding]:
    for name in names:
        if name not in layout.screens:
            hint = did_you_mean(name, layout.screens, "known screens").rstrip(".")
            yield (*path, "on"), f"{what}: there is no screen '{name}'; {hint}"


def _picture(path: tuple[str | int, ...], what: str, element: Element) -> Iterator[Finding]:
    if element.image and not element.image.is_file():
        yield (*path, "image"), f"{what}: {missing_picture(element.image)}"
