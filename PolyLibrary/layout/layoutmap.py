"""A layout map as the rest of the library sees it: one model's screen, with the lookups in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.layout.conditions import firmware_fits
from PolyLibrary.layout.softkeys import SoftKeyPlace, SoftKeyRow, SoftKeySet
from PolyLibrary.layout.things import Element, Gesture, Menu, Screen
from PolyLibrary.names import fold
from PolyLibrary.terms import CallState, Region, Size, parse_region

Thing = TypeVar("Thing")

_CALL_STATES = frozenset(state.value for state in CallState)


@dataclass(frozen=True)
class LayoutMap:
    """The layout map of one model, what it inherits included.

    Attributes:
        file: The map's own file; ``files`` adds those that it extends.
        softkey_row: Where soft keys are drawn; None where the map does not say.
    """

    model: str
    file: Path
    files: tuple[Path, ...]
    screen: Size
    screens: Mapping[str, Screen]
    elements: Mapping[str, Element]
    gestures: Mapping[str, Gesture]
    regions: Mapping[str, Region]
    menus: Mapping[str, Menu]
    softkey_row: SoftKeyRow | None = None

    def screen_named(self, name: str) -> Screen:
        """A screen by name. Raises UnknownName."""
        return self._found("screen", name, self.screens)

    def element(self, name: str, *, screen: str = "", firmware: str = "", language: str = "") -> Element:
        """An element by name, in the variant for this firmware and language.

        Args:
            screen: The screen shown now, where it is known: an element that the map puts only on other
                screens is then refused.

        Raises:
            UnknownName: No such element, none on that screen, or no variant that fits.
        """
        found = self._found("element", name, self.elements)
        if screen and found.on and screen not in found.on:
            here = [e.name for e in self.elements.values() if not e.on or screen in e.on]
            where = f"on the screen '{screen}' of the {self.model} map (it is on {_and(found.on)})"
            raise UnknownName("element", name, here, where=where, plural="elements there")
        for variant in found.variants:
            if firmware_fits(variant.firmware, firmware) and _language_fits(variant.language, language):
                return replace(variant, variants=found.variants)
        conditions = _and(f"{v.firmware} {v.language}".strip() for v in found.variants)
        where = f"for firmware {firmware} {language}".rstrip() + f" in the {self.model} map ({conditions} only)"
        raise UnknownName("element", name, [], where=where, plural="variants of it that fit")

    def gesture(self, name: str) -> Gesture:
        """A gesture by name. Raises UnknownName."""
        return self._found("gesture", name, self.gestures)

    def region(self, name: str) -> Region:
        """A region by name, or ``left,top,right,bottom``.

        Raises:
            UnknownName: No such region.
            UsageError: The numbers are no region on this screen.
        """
        numbers = parse_region(name)
        if numbers is None:
            return self._found("region", name, self.regions)
        if numbers.right > self.screen.width or numbers.bottom > self.screen.height:
            raise UsageError(f"The region {numbers} does not fit on the {self.screen} screen of {self.model}.")
        return numbers

    def menu(self, path: str) -> Menu:
        """A menu by its path (``recent calls > missed``). Raises UnknownName."""
        return self._found("menu path", path, self.menus)

    def line_key(self, number: int) -> Element | None:
        """The element of a line key; None where the map has none (the key is then pressed by its name)."""
        return next((e for e in self.elements.values() if e.line == number), None)

    def softkey(self, label_or_id: str, *, screen: str = "", firmware: str = "", language: str = "") -> str:
        """The label of a soft key as the phone writes it.

        Args:
            label_or_id: The label, or the name of an element that is found by its soft key.
            screen: The screen shown now, where it is known.

        Raises:
            UnknownName: No screen of the map shows it, or not this one.
        """
        element = self._element_forms.get(fold(label_or_id))
        if element is not None and element.softkey:
            return self.element(element.name, firmware=firmware, language=language).softkey
        form = fold(label_or_id)
        on = [(name, label) for name, label in self._labels() if fold(label) == form]
        here = [label for name, label in on if not screen or name == screen]
        if here:
            return here[0]
        known = dict.fromkeys(label for name, label in self._labels() if not screen or name == screen)
        elsewhere = dict.fromkeys(name for name, _ in on)
        where = f"on the screen '{screen}' of the {self.model} map" if screen else f"in the {self.model} map"
        where += f" (it is on {_and(elsewhere)})" if elsewhere else ""
        raise UnknownName("soft key", label_or_id, known, where=where)

    def softkey_point(self, label: str, screen_sets: Iterable[SoftKeySet] = ()) -> SoftKeyPlace:
        """Where a soft key is: its page, its cell and the middle of the cell.

        Args:
            label: The label as shown.
            screen_sets: The sets that may be shown now; all sets of the map when none is given.

        Raises:
            UnknownName: No set has the label.
            UsageError: The sets put it in different places, or the map does not say where soft keys are.
        """
        row = self.softkey_row
        if row is None:
            hint = "press it as a key, or give the map a 'softkeys:' entry with row and cells."
            raise UsageError(f"The {self.model} map does not say where its soft keys are drawn.", hint=hint)
        sets = list(screen_sets) or [s for screen in self.screens.values() for s in screen.softkeys.values()]
        places: dict[tuple[int, int], list[SoftKeySet]] = {}
        for shown in sets:
            found = shown.find(label)
            if found is not None:
                places.setdefault(found, []).append(shown)
        if not places:
            known = dict.fromkeys(known for shown in sets for known in shown.labels)
            names = _and(_names(sets))
            raise UnknownName("soft key", label, known, where=f"among the soft keys of {names}" if names else "")
        if len(places) > 1:
            seen = "; ".join(
                f"page {page} cell {cell} on {_and(_names(shown))}" for (page, cell), shown in places.items()
            )
            raise UsageError(
                f"The soft key '{label}' has no single place in the {self.model} map.",
                seen=seen,
                hint="say which screen is shown.",
            )
        place, shown_in = next(iter(places.items()))
        return _place(place, shown_in[0], row)

    def softkey_cell(self, place: SoftKeyPlace) -> Region:
        """The box of the cell that a soft key stands in."""
        row = self.softkey_row
        assert row is not None, "a place comes from a row"
        return row.cell(place.cell)

    def softkey_sets(self, call_states: Iterable[str] = ()) -> list[SoftKeySet]:
        """The sets that may be shown while calls are in these states, the likelier first.

        Sets are named after the state of a call, or after something else (``idle``, ``list``) where no call
        decides; the latter may be shown over a call as well.
        """
        sets = [shown for screen in self.screens.values() for shown in screen.softkeys.values()]
        states = set(call_states)
        of_calls = [shown for shown in sets if shown.name in states]
        return of_calls + [shown for shown in sets if shown.name not in _CALL_STATES]

    def softkey_place(self, label_or_id: str, call_states: Iterable[str] = ()) -> SoftKeyPlace:
        """Where a soft key is while calls are in these states.

        Args:
            label_or_id: As for ``softkey``.
            call_states: ``CallState`` words of the calls that the phone has now.

        Raises:
            UnknownName: Nothing that may be shown now has it; says where the map has it.
            UsageError: It may stand in more than one place, or the map does not say where soft keys are.
        """
        label = self.softkey(label_or_id)
        states = [str(state) for state in call_states]
        sets = self.softkey_sets(states)
        of_calls = [shown for shown in sets if shown.name in _CALL_STATES and shown.find(label)]
        shown_by = of_calls or [shown for shown in sets if shown.find(label)]
        if shown_by:
            return self.softkey_point(label, shown_by)
        having = [s for screen in self.screens.values() for s in screen.softkeys.values() if s.find(label)]
        where = f"while {_calls(states)} (the {self.model} map has it on {_and(_names(having))})"
        known = dict.fromkeys(known for shown in sets for known in shown.labels)
        raise UnknownName("soft key", label, known, where=where, plural="soft keys that may be shown then")

    def _labels(self) -> list[tuple[str, str]]:
        return [
            (screen.name, label)
            for screen in self.screens.values()
            for shown in screen.softkeys.values()
            for label in shown.labels
        ]

    def _found(self, kind: str, name: str, things: Mapping[str, Thing]) -> Thing:
        found = things.get(name)
        if found is None:
            form = fold(name)
            found = next((thing for known, thing in things.items() if fold(known) == form), None)
        if found is None:
            raise UnknownName(kind, name, things, where=f"in the {self.model} map")
        return found

    @cached_property
    def _element_forms(self) -> Mapping[str, Element]:
        return {fold(name): element for name, element in self.elements.items()}


def _place(found: tuple[int, int], shown: SoftKeySet, row: SoftKeyRow) -> SoftKeyPlace:
    page, cell = found
    turns = []
    for passed in shown.pages[: page - 1]:
        turn = [number for number, text in enumerate(passed, 1) if fold(text) == fold(row.more)]
        turns.append(row.centre(turn[0] if turn else row.cells))
    label = shown.pages[page - 1][cell - 1]
    return SoftKeyPlace(label, page, len(shown.pages), cell, row.centre(cell), tuple(turns), row.source)


def _calls(states: list[str]) -> str:
    return f"a call is {' and another is '.join(dict.fromkeys(states))}" if states else "there is no call"


def _names(sets: Iterable[SoftKeySet]) -> list[str]:
    return [f"{shown.screen}: {shown.name}" for shown in sets]


def _language_fits(wanted: str, shown: str) -> bool:
    return not wanted or not shown or wanted.casefold() == shown.casefold()


def _and(names: Iterable[str]) -> str:
    listed = [f"'{name}'" for name in names]
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)
