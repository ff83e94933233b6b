"""From checked map files to one layout map: inheritance, conversion, and the checks that need the whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from PolyLibrary.errors import Fault, FileFaults, UnknownName
from PolyLibrary.layout.grids import grid_faults, made
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.layout.mapcheck import faults_of_map
from PolyLibrary.layout.parts import Joined, Part, cut_from, entries, fault_at, joined, languages_of, nothing_to_take
from PolyLibrary.layout.schema import (
    ElementSpec,
    GridSpec,
    MenuSpec,
    RecogniseSpec,
    RegionSpec,
    ScreenSpec,
    SoftKeySetSpec,
)
from PolyLibrary.layout.softkeys import SoftKeyRow, SoftKeySet, laid_out
from PolyLibrary.layout.things import Element, Gesture, Menu, Recognise, Screen, Source, Way
from PolyLibrary.models import model as model_named
from PolyLibrary.names import fold
from PolyLibrary.terms import CallState, Point, Region, Size

__all__ = ["Part", "assemble"]

Thing = TypeVar("Thing")

_WAYS: tuple[Way, ...] = ("at", "softkey", "key", "line", "image", "text", "icon")
_UNKNOWN = Size(0, 0)
_CALL_STATES = frozenset(state.value for state in CallState)
_SOFT_KEY = "soft key"


def assemble(parts: Sequence[Part]) -> LayoutMap:
    """One map from a file and those that it builds on, the file itself first and those that it overrules after it.

    Raises:
        FileFaults: What is wrong with the whole, at lines of the first file.
    """
    own = parts[0]
    faults: list[Fault] = []
    screen = _screen_size(own, faults)
    row = _softkey_row(parts)
    regions = _regions(parts, faults)
    touch = screen == _UNKNOWN or model_named(own.spec.model).touch
    elements = _made_elements(parts, row, regions, faults, touch=touch)
    menus = _merged(parts, "menus", _menu, faults)
    layout = LayoutMap(
        model=own.spec.model if screen == _UNKNOWN else model_named(own.spec.model).name,
        file=own.path,
        files=tuple(part.path for part in parts),
        screen=screen,
        screens=_screens(parts, row, faults),
        elements=_merged(parts, "elements", _element, faults, elements),
        gestures=_gestures(parts, faults),
        regions=regions,
        menus={path: variants[0] for path, variants in menus.items()},
        softkey_row=row,
        languages=languages_of(parts),
        menu_variants=menus,
        moving=_moving(parts),
    )
    if screen != _UNKNOWN:
        faults += faults_of_map(layout, parts)
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
    parts: Sequence[Part],
    section: str,
    convert: Callable[[str, Any, Part, Part], Thing],
    faults: list[Fault],
    below: Mapping[str, Thing] | None = None,
) -> dict[str, Thing]:
    """The entries of a section, those of a child in place of its parent's; an empty entry takes one away."""
    merged: dict[str, Thing] = dict(below or {})
    for part, name, spec in entries(parts, section):
        inherited = next((known for known in merged if fold(known) == fold(name)), None)
        if inherited is not None and (spec is None or inherited != name):
            del merged[inherited]
        if spec is None and inherited is None:
            faults.append(nothing_to_take(parts[0], part, section, name))
        if spec is not None:
            merged[name] = convert(name, spec, part, parts[0])
    return merged


# Places ------------------------------------------------------------------------------------------------------


def _regions(parts: Sequence[Part], faults: list[Fault]) -> dict[str, Region]:
    found = joined(parts, "regions", faults)
    regions = {}
    for name, entry in found.items():
        if entry.spec.at is None:
            text = f"region '{name}' has no place in this map: give at: [left, top, right, bottom]"
            faults.append(fault_at(parts[0], entry.last, ("regions", name), text))
        else:
            regions[name] = Region(*entry.spec.at)
    return regions


def _moving(parts: Sequence[Part]) -> dict[str, tuple[str, ...]]:
    found: dict[str, Joined[RegionSpec]] = joined(parts, "regions", [])
    return {name: tuple(entry.spec.on) for name, entry in found.items() if entry.spec.moves and entry.spec.at}


def _made_elements(
    parts: Sequence[Part], row: SoftKeyRow | None, regions: dict[str, Region], faults: list[Fault], *, touch: bool
) -> dict[str, Element]:
    """The elements that grids and regions give; the regions of grids join the others."""
    own = parts[0]
    grids: dict[str, Joined[GridSpec]] = joined(parts, "grids", faults)
    if row is not None:
        _soft_key_grid(parts, row, grids)
    elements: list[Element] = []
    for name, entry in grids.items():
        wrong = list(grid_faults(name, entry, own.spec.model))
        faults += [fault_at(own, entry.fields.get(key, entry.last), ("grids", name, key), text) for key, text in wrong]
        if not wrong:
            grid = made(name, entry, own, touch=touch)
            elements += grid.elements()
            for cell, box in grid.regions():
                regions.setdefault(cell, box)
    return {each.name: replace(each, variants=(each,)) for each in [*_seen_regions(parts), *elements]}


def _soft_key_grid(parts: Sequence[Part], row: SoftKeyRow, grids: dict[str, Joined[GridSpec]]) -> None:
    """The cells of the soft key row are a grid, unless the map gives another one."""
    part = next(part for part in parts if part.spec.softkeys is not None)
    given = grids.get(_SOFT_KEY)
    said = given.spec.model_dump(exclude_unset=True) if given else {}
    place = {"box": tuple(row.box), "columns": row.cells, "rows": 1, "source": row.source}
    spec = GridSpec.model_validate(place | said)
    fields = dict.fromkeys(place, part) | (given.fields if given else {})
    grids[_SOFT_KEY] = Joined(spec, given.last if given else part, fields)


def _seen_regions(parts: Sequence[Part]) -> list[Element]:
    """The regions that some screens show are elements as well, touched in their middle."""
    own = parts[0]
    elements = []
    entry: Joined[RegionSpec]
    for name, entry in joined(parts, "regions", []).items():
        if entry.spec.on and entry.spec.at is not None:
            box = Region(*entry.spec.at)
            origin = entry.fields["at"].where("regions", name)
            source = entry.source(own) or "derived"
            elements.append(
                Element(
                    name, ("at",), source, at=box.centre, within=box, box=box, on=tuple(entry.spec.on), origin=origin
                )
            )
    return elements


def _gestures(parts: Sequence[Part], faults: list[Fault]) -> dict[str, Gesture]:
    own = parts[0]
    gestures = {}
    for name, entry in joined(parts, "gestures", faults).items():
        source = entry.source(own)
        if entry.spec.swipe is None or source is None:
            missing = "swipe" if entry.spec.swipe is None else "source"
            faults.append(fault_at(own, entry.last, ("gestures", name), f"'{missing}' is missing in gestures > {name}"))
            continue
        start, end = (Point(*point) for point in entry.spec.swipe)
        origin = entry.fields["swipe"].where("gestures", name)
        gestures[name] = Gesture(
            name, start, end, entry.spec.duration, source, tuple(entry.spec.on), entry.spec.doc, origin
        )
    return gestures


def _softkey_row(parts: Sequence[Part]) -> SoftKeyRow | None:
    for part in parts:
        row = part.spec.softkeys
        if row is not None:
            source = part.source(row.source, parts[0])
            return SoftKeyRow(Region(*row.row), row.cells, row.more, source, row.labels)
    return None


# Entries -----------------------------------------------------------------------------------------------------


def _element(name: str, specs: Sequence[ElementSpec], part: Part, own: Part) -> Element:
    variants = tuple(_variant(name, number, spec, part, own) for number, spec in enumerate(specs))
    return replace(variants[0], variants=variants)


def _variant(name: str, number: int, spec: ElementSpec, part: Part, own: Part) -> Element:
    entry = part.node.at("elements", name)
    if entry is not None and entry.kind == "list":
        entry = entry.child(number)
    order = list(entry.fields) if entry is not None else []
    ways = tuple(sorted((way for way in _WAYS if getattr(spec, way) is not None), key=order.index))
    return Element(
        name=name,
        ways=ways,
        source=part.source(spec.source, own),
        at=Point(*spec.at) if spec.at else None,
        softkey=spec.softkey or "",
        key=spec.key or "",
        line=spec.line,
        image=part.path.parent / spec.image.file if spec.image else None,
        image_source=cut_from(spec.image, spec.source, part, own),
        theme_tolerant=spec.image is not None and spec.image.theme_tolerant,
        text=spec.text or "",
        icon=spec.icon or "",
        within=Region(*spec.within) if spec.within else None,
        box=Region(*spec.within) if spec.within else None,
        on=tuple(spec.on),
        firmware=spec.firmware,
        language=spec.language,
        doc=spec.doc,
        origin=part.where("elements", name, number),
    )


def _screens(parts: Sequence[Part], row: SoftKeyRow | None, faults: list[Fault]) -> dict[str, Screen]:
    own = parts[0]
    return {name: _screen(name, entry, own, row) for name, entry in joined(parts, "screens", faults).items()}


def _screen(name: str, entry: Joined[ScreenSpec], own: Part, row: SoftKeyRow | None) -> Screen:
    spec = entry.spec
    rules = [_rule(rule, spec.source, entry.fields["recognise"], own) for rule in spec.recognise or ()] or [Recognise()]
    told = tuple(name for rule in rules for name in rule.uixml)
    first, *further = (replace(rule, uixml=()) for rule in rules)
    sets = {}
    for states, given in spec.softkeys.items():
        for state in (each.strip() for each in states.split(",")):
            sets[state] = _softkey_set(name, state, given, row)
    source = entry.source(own) or ""
    origin = entry.fields["recognise"].where("screens", name, "recognise") if rules[0] else ""
    return Screen(name, replace(first, uixml=told), sets, source, spec.doc, tuple(further), origin)


def _rule(rule: RecogniseSpec, of_screen: Source | None, part: Part, own: Part) -> Recognise:
    source = rule.source or of_screen
    return Recognise(
        calls=tuple(rule.calls),
        softkeys=tuple(rule.softkeys),
        image=part.path.parent / rule.image.file if rule.image else None,
        image_source=cut_from(rule.image, source, part, own),
        theme_tolerant=rule.image is not None and rule.image.theme_tolerant,
        text=tuple(rule.text),
        without=tuple(rule.without),
        bare=rule.bare,
        region=rule.region,
        uixml=tuple(rule.uixml),
        source=part.source(source, own) if source else "",
    )


def _softkey_set(screen: str, state: str, spec: SoftKeySetSpec, row: SoftKeyRow | None) -> SoftKeySet:
    pages = tuple(tuple(page) for page in spec.keys)
    if len(pages) == 1 and row is not None:
        pages = laid_out(pages[0], row.cells, row.more)
    rules = [frozenset(word.strip() for word in rule.split("+")) for rule in spec.calls]
    if not rules and state in _CALL_STATES:
        rules = [frozenset({state})]
    return SoftKeySet(screen, state, pages, tuple(rules), spec.rare)


def _menu(path: str, specs: Sequence[MenuSpec], part: Part, own: Part) -> tuple[Menu, ...]:
    return tuple(
        Menu(
            path,
            tuple(spec.steps),
            spec.shows,
            part.source(spec.source, own),
            tuple(spec.on),
            spec.firmware,
            spec.doc,
            part.where("menus", path, number),
        )
        for number, spec in enumerate(specs)
    )
