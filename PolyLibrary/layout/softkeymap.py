"""Lookups of soft keys in a layout map: what a label is called, and where it is while calls are in some states."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.layout.softkeys import SoftKeyPlace, SoftKeyRow, SoftKeySet
from PolyLibrary.layout.things import Element, Language, Screen
from PolyLibrary.names import fold
from PolyLibrary.terms import Region


class SoftKeyLookups:
    """The part of ``LayoutMap`` that knows soft keys. Maps hold them by their English words, which are their ids."""

    model: str
    screens: Mapping[str, Screen]
    elements: Mapping[str, Element]
    languages: Mapping[str, Language]
    softkey_row: SoftKeyRow | None

    @cached_property
    def sets(self) -> Sequence[SoftKeySet]:
        """The soft keys of all states of all screens."""
        return [shown for screen in self.screens.values() for shown in screen.softkeys.values()]

    @cached_property
    def soft_key_words(self) -> Sequence[str]:
        """Every label of a soft key, once, in the map's own words."""
        return list(dict.fromkeys(label for _, label in self._labels))

    def says(self, label: str, language: str = "") -> str:
        """What the phone writes for a text of the map, such as the entry of a menu, in its language."""
        spoken = self.language(language)
        return spoken.labels.get(label, label) if spoken else label

    def says_key(self, label: str, language: str = "") -> str:
        """What the phone writes for a soft key of the map, in its language and shortened for narrow cells."""
        spoken = self.language(language)
        if spoken is not None and label in {**spoken.labels, **spoken.softkeys}:
            return spoken.softkeys.get(label) or spoken.labels[label]
        return self.softkey_row.shown(label) if self.softkey_row else label

    def language(self, name: str) -> Language | None:
        """What the map knows of a display language (a value of lcl.ml.lang); a kin of it where it has no other."""
        wanted = fold(name)
        by_form = {fold(known): language for known, language in self.languages.items()}
        if not wanted or wanted in by_form:
            return by_form.get(wanted)
        tongue = _tongue(name)
        return next((each for known, each in self.languages.items() if _tongue(known) == tongue), None)

    def softkey(self, label_or_id: str, *, screen: str = "", firmware: str = "", language: str = "") -> str:
        """The label of a soft key as the phone writes it.

        Args:
            label_or_id: The map's word, the label as any language writes it, or the name of an element that is found
                by its soft key.
            screen: The screen shown now, where it is known.
            language: The phone's display language; empty = English.

        Raises:
            UnknownName: No screen of the map shows it, or not this one.
        """
        element = self._element_forms.get(fold(label_or_id))
        if element is not None and element.softkey:
            return self._fitting(element, firmware, language).softkey
        return self.says_key(self.softkey_id(label_or_id, screen=screen), language)

    def softkey_id(self, label_or_id: str, *, screen: str = "") -> str:
        """The map's word for a soft key, for a label as any language writes it or the name of an element.

        Raises:
            UnknownName: No screen of the map shows it, or not this one.
        """
        element = self._element_forms.get(fold(label_or_id))
        wanted = element.softkey if element is not None and element.softkey else label_or_id
        form = fold(wanted)
        forms = {form, *(fold(word) for word in self._words.get(form, ()))}
        on = [(name, label) for name, label in self._labels if fold(label) in forms]
        on = [pair for pair in on if fold(pair[1]) == form] or on
        here = [label for name, label in on if not screen or name == screen]
        if here:
            return here[0]
        known = dict.fromkeys(label for name, label in self._labels if not screen or name == screen)
        elsewhere = dict.fromkeys(name for name, _ in on)
        where = f"on the screen '{screen}' of the {self.model} map" if screen else f"in the {self.model} map"
        where += f" (it is on {listed(elsewhere)})" if elsewhere else ""
        raise UnknownName("soft key", label_or_id, known, where=where)

    def softkey_point(self, label: str, screen_sets: Iterable[SoftKeySet] = ()) -> SoftKeyPlace:
        """Where a soft key is: its page, its cell and the middle of the cell.

        Args:
            label: The map's word for it.
            screen_sets: The sets that may be shown now; all sets of the map when none is given.

        Raises:
            UnknownName: No set has the label.
            UsageError: The sets put it in different places, or the map does not say where soft keys are.
        """
        row = self.softkey_row
        if row is None:
            hint = "press it as a key, or give the map a 'softkeys:' entry with row and cells."
            raise UsageError(f"The {self.model} map does not say where its soft keys are drawn.", hint=hint)
        sets = list(screen_sets) or self.sets
        places: dict[tuple[int, int], list[SoftKeySet]] = {}
        for shown in sets:
            found = shown.find(label)
            if found is not None:
                places.setdefault(found, []).append(shown)
        if not places:
            known = dict.fromkeys(known for shown in sets for known in shown.labels)
            names = listed(_names(sets))
            raise UnknownName("soft key", label, known, where=f"among the soft keys of {names}" if names else "")
        if len(places) > 1:
            seen = "; ".join(
                f"page {page} cell {cell} on {listed(_names(shown))}" for (page, cell), shown in places.items()
            )
            raise UsageError(
                f"The soft key '{label}' has no single place in the {self.model} map.",
                seen=seen,
                hint=f"touch its cell instead, on the page that is shown: Tap    soft key {next(iter(places))[1]}.",
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

        First those that the calls tell, then those that may be shown whatever the calls are, the rare ones last.
        """
        return [shown for sets in self._tiers(set(call_states)) for shown in sets]

    def softkey_place(self, label_or_id: str, call_states: Iterable[str] = ()) -> SoftKeyPlace:
        """Where a soft key is while calls are in these states.

        Args:
            label_or_id: As for ``softkey``.
            call_states: ``CallState`` words of the calls that the phone has now.

        Raises:
            UnknownName: Nothing that may be shown now has it; says where the map has it.
            UsageError: It may stand in more than one place, or the map does not say where soft keys are.
        """
        label = self.softkey_id(label_or_id)
        states = [str(state) for state in call_states]
        for sets in self._tiers(set(states)):
            having = [shown for shown in sets if shown.find(label)]
            if having:
                return self.softkey_point(label, having)
        all_having = [shown for shown in self.sets if shown.find(label)]
        having = [shown for shown in all_having if not shown.rare] or all_having
        where = f"while {_calls(states)} (the {self.model} map has it on {listed(_names(having))})"
        known = dict.fromkeys(known for shown in self.softkey_sets(states) if not shown.rare for known in shown.labels)
        raise UnknownName("soft key", label, known, where=where, plural="soft keys that may be shown then")

    def _tiers(self, states: set[str]) -> tuple[list[SoftKeySet], ...]:
        told = [shown for shown in self.sets if shown.fits(states) and not shown.rare]
        free = [shown for shown in self.sets if not shown.calls and not shown.rare]
        rare = [shown for shown in self.sets if shown.rare and (not shown.calls or shown.fits(states))]
        return told, free, rare

    def _fitting(self, element: Element, firmware: str, language: str) -> Element:
        """The variant of an element; ``LayoutMap.element`` without the search for its name."""
        raise NotImplementedError

    @cached_property
    def _labels(self) -> Sequence[tuple[str, str]]:
        return [(shown.screen, label) for shown in self.sets for label in shown.labels]

    @cached_property
    def _words(self) -> Mapping[str, Sequence[str]]:
        """The map's words for every label that a narrow panel or a language writes for one, by its form."""
        found: dict[str, list[str]] = {}
        for word in self.soft_key_words:
            for language in ("", *self.languages):
                found.setdefault(fold(self.says_key(word, language)), []).append(word)
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


def _tongue(language: str) -> str:
    return language.partition("_")[0].strip().casefold()


def _calls(states: list[str]) -> str:
    return f"a call is {' and another is '.join(dict.fromkeys(states))}" if states else "there is no call"


def _names(sets: Iterable[SoftKeySet]) -> list[str]:
    return [f"{shown.screen}: {shown.name}" for shown in sets]


def listed(names: Iterable[str]) -> str:
    """``'a', 'b' and 'c'``."""
    each = [f"'{name}'" for name in names]
    return " and ".join([", ".join(each[:-1]), each[-1]] if len(each) > 1 else each)
