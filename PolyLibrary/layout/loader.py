"""From checked map files to one layout map: inheritance, conversion, and the checks that need the whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from PolyLibrary.errors import Fault, FileFaults, UnknownName
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.layout.mapcheck import faults_of_map
from PolyLibrary.layout.schema import ElementSpec, GestureSpec, MapSpec, MenuSpec, RegionSpec, ScreenSpec
from PolyLibrary.layout.softkeys import SoftKeyRow, SoftKeySet
from PolyLibrary.layout.things import Element, Gesture, Menu, Recognise, Screen, Way
from PolyLibrary.models import model as model_named
from PolyLibrary.names import fold
from PolyLibrary.terms import Point, Region, Size
from PolyLibrary.yamlnode import Node

Thing = TypeVar("Thing")

_WAYS: tuple[Way, ...] = ("at", "softkey", "key", "line", "image", "text")
_UNKNOWN = Size(0, 0)


@dataclass(frozen=True)
class Part:
    """One file of the chain of maps that extend each other, checked by itself."""

    path: Path
    node: Node
    spec: MapSpec


def assemble(parts: Sequence[Part]) -> LayoutMap:
    """One map from a file and those that it extends, the file itself first.

    Raises:
        FileFaults: What is wrong with the whole, at lines of the first file.
    """
    own = parts[0]
    faults: list[Fault] = []
    screen = _screen_size(own, faults)
    layout = LayoutMap(
        model=own.spec.model if screen == _UNKNOWN else model_named(own.spec.model).name,
        file=own.path,
        files=tuple(part.path for part in parts),
        screen=screen,
        screens=_merged(parts, "screens", _screen, faults),
        elements=_merged(parts, "elements", _element, faults),
        gestures=_merged(parts, "gestures", _gesture, faults),
        regions=_merged(parts, "regions", _region, faults),
        menus=_merged(parts, "menus", _menu, faults),
        softkey_row=_softkey_row(parts),
    )
    if screen != _UNKNOWN:
        faults += faults_of_map(layout, own.node)
    if faults:
        raise FileFaults(str(own.path), faults, kind="layout map")
    return layout


def _screen_size(part: Part, faults: list[Fault]) -> Size:
    """The model's own panel; the file may repeat it, but not contradict it."""
    try:
        known = model_named(part.spec.model)
    except UnknownName as error:
        faults.append(Fault(part.node.line_of(["model"]), f"{error.wanted} {error.hint}"))
        return _UNKNOWN
    if part.spec.screen is not None and Size(*part.spec.screen) != known.screen:
        written = Size(*part.spec.screen)
        text = f"the screen of the {known} is {known.screen}, not {written}"
        faults.append(Fault(part.node.line_of(["screen"]), text))
    return known.screen


def _merged(
    parts: Sequence[Part], section: str, convert: Callable[[str, Any, Part], Thing], faults: list[Fault]
) -> Mapping[str, Thing]:
    """The entries of a section, those of a child in place of its parent's; an empty entry takes one away."""
    merged: dict[str, Thing] = {}
    for part in reversed(parts):
        for name, spec in getattr(part.spec, section).items():
            inherited = next((known for known in merged if fold(known) == fold(name)), None)
            if inherited is not None and (spec is None or inherited != name):
                del merged[inherited]
            if spec is None and inherited is None:
                text = f"'{name}' has no entry, and nothing of that name is inherited to be taken away"
                faults.append(Fault(part.node.line_of([section, name]), text))
            if spec is not None:
                merged[name] = convert(name, spec, part)
    return merged


def _element(name: str, specs: Sequence[ElementSpec], part: Part) -> Element:
    variants = tuple(_variant(name, number, spec, part) for number, spec in enumerate(specs))
    return replace(variants[0], variants=variants)


def _variant(name: str, number: int, spec: ElementSpec, part: Part) -> Element:
    entry = part.node.at("elements", name)
    if entry is not None and entry.kind == "list":
        entry = entry.child(number)
    order = list(entry.fields) if entry is not None else []
    ways = tuple(sorted((way for way in _WAYS if getattr(spec, way) is not None), key=order.index))
    return Element(
        name=name,
        ways=ways,
        source=spec.source,
        at=Point(*spec.at) if spec.at else None,
        softkey=spec.softkey or "",
        key=spec.key or "",
        line=spec.line,
        image=part.path.parent / spec.image if spec.image else None,
        text=spec.text or "",
        within=Region(*spec.within) if spec.within else None,
        on=tuple(spec.on),
        firmware=spec.firmware,
        language=spec.language,
        doc=spec.doc,
        origin=f"{part.path}:{part.node.line_of(['elements', name, number])}",
    )


def _screen(name: str, spec: ScreenSpec, part: Part) -> Screen:
    rule = spec.recognise
    recognise = Recognise()
    if rule is not None:
        image = part.path.parent / rule.image if rule.image else None
        recognise = Recognise(tuple(rule.calls), tuple(rule.softkeys), image, rule.text, rule.region, rule.uixml)
    sets = {
        state: SoftKeySet(name, state, tuple(tuple(page) for page in pages)) for state, pages in spec.softkeys.items()
    }
    return Screen(name, recognise, sets, spec.source or "", spec.doc)


def _gesture(name: str, spec: GestureSpec, part: Part) -> Gesture:
    start, end = (Point(*point) for point in spec.swipe)
    origin = f"{part.path}:{part.node.line_of(['gestures', name])}"
    return Gesture(name, start, end, spec.duration, spec.source, tuple(spec.on), spec.doc, origin)


def _region(_name: str, spec: RegionSpec, _part: Part) -> Region:
    return Region(*spec.at)


def _menu(path: str, spec: MenuSpec, _part: Part) -> Menu:
    return Menu(path, tuple(spec.steps), spec.shows, spec.source, tuple(spec.on), spec.doc)


def _softkey_row(parts: Sequence[Part]) -> SoftKeyRow | None:
    for part in parts:
        row = part.spec.softkeys
        if row is not None:
            return SoftKeyRow(Region(*row.row), row.cells, row.more, row.source)
    return None
