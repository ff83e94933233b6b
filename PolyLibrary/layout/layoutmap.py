"""A layout map as the rest of the library sees it: one model's screen, with the lookups in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.layout.conditions import firmware_fits
from PolyLibrary.layout.softkeymap import SoftKeyLookups, listed
from PolyLibrary.layout.softkeys import SoftKeyRow
from PolyLibrary.layout.things import Element, Gesture, Language, Menu, Screen
from PolyLibrary.names import fold, nearest
from PolyLibrary.terms import Region, Size, parse_region

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class LayoutMap(SoftKeyLookups):
    """The layout map of one model, what it inherits included.

    Attributes:
        file: The map's own file; ``files`` adds those that it extends.
        menus: The first variant of each path; ``menu`` and ``menus_for`` choose by firmware.
        softkey_row: Where soft keys are drawn; None where the map does not say.
        moving: The regions that change by themselves, such as the clock, with the screens that show them; none = all.
        languages: What the phone writes in other display languages, by the value of lcl.ml.lang.
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
    languages: Mapping[str, Language] = field(default_factory=dict)
    menu_variants: Mapping[str, tuple[Menu, ...]] = field(default_factory=dict)
    moving: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def screen_named(self, name: str) -> Screen:
        """A screen by name. Raises UnknownName."""
        return self._found("screen", name, self.screens)

    def element(self, name: str, *, screen: str = "", firmware: str = "", language: str = "") -> Element:
        """An element by name, in the variant for this firmware and language.

        Args:
            screen: The screen shown now, where it is known: an element that the map puts only on other
                screens is then refused.
            language: The phone's display language; its text and its soft key are then in it.

        Raises:
            UnknownName: No such element, none on that screen, or no variant that fits.
        """
        found = self._found("element", name, self.elements)
        if screen and found.on and screen not in found.on:
            here = [e.name for e in self.elements.values() if not e.on or screen in e.on]
            where = f"on the screen '{screen}' of the {self.model} map (it is on {listed(found.on)})"
            raise UnknownName("element", name, here, where=where, plural="elements there")
        return self._fitting(found, firmware, language)

    def _fitting(self, element: Element, firmware: str, language: str) -> Element:
        for variant in element.variants:
            if firmware_fits(variant.firmware, firmware) and _language_fits(variant.language, language):
                text, softkey = self.says(variant.text, language), self.says_key(variant.softkey, language)
                return replace(variant, text=text, softkey=softkey, variants=element.variants)
        conditions = listed(f"{v.firmware} {v.language}".strip() for v in element.variants)
        where = f"for firmware {firmware} {language}".rstrip() + f" in the {self.model} map ({conditions} only)"
        raise UnknownName("element", element.name, [], where=where, plural="variants of it that fit")

    def gesture(self, name: str) -> Gesture:
        """A gesture by name. Raises UnknownName."""
        return self._found("gesture", name, self.gestures)

    def region(self, name: str) -> Region:
        """A region by name, ``left,top,right,bottom``, or an element whose box the map gives (``row 1``).

        Raises:
            UnknownName: No such region.
            UsageError: The numbers are no region on this screen.
        """
        numbers = parse_region(name)
        if numbers is None:
            return self._named_region(name)
        if numbers.right > self.screen.width or numbers.bottom > self.screen.height:
            raise UsageError(f"The region {numbers} does not fit on the {self.screen} screen of {self.model}.")
        return numbers

    def _named_region(self, name: str) -> Region:
        boxes = {each.name: each.box for each in self.elements.values() if each.box is not None}
        places = {fold(known): region for known, region in {**boxes, **self.regions}.items()}
        if fold(name) not in places:
            near = [] if nearest(name, self.regions) else nearest(name, boxes)
            raise UnknownName("region", name, [*self.regions, *near], where=f"in the {self.model} map")
        return places[fold(name)]

    def masks(self, screen: str = "") -> dict[str, Region]:
        """The regions whose content changes by itself, and is no difference in a comparison of pictures.

        Args:
            screen: The screen that is shown. Where it is not known only what every screen shows is given: the place
                of a timer holds something else on other screens, which must not go unseen.
        """
        names = (name for name, on in self.moving.items() if not on or screen in on)
        return {name: self.regions[name] for name in names}

    def menu(self, path: str, *, firmware: str = "") -> Menu:
        """A menu by its path (``recent calls > missed``), in the variant for this firmware.

        Raises:
            UnknownName: No such path, or none that fits the firmware.
        """
        found = self._found("menu path", path, self.menus)
        fitting = self.menus_for(firmware).get(found.path)
        if fitting is None:
            raise UnknownName("menu path", path, [], where=f"for firmware {firmware} in the {self.model} map")
        return fitting

    def menus_for(self, firmware: str = "") -> dict[str, Menu]:
        """The menus by path, each in the first variant that fits the firmware; all of them where it is not known."""
        chosen = {}
        for path, variants in (self.menu_variants or {path: (menu,) for path, menu in self.menus.items()}).items():
            fitting = [menu for menu in variants if firmware_fits(menu.firmware, firmware)]
            if fitting:
                chosen[path] = fitting[0]
        return chosen

    def line_key(self, number: int) -> Element | None:
        """The element of a line key; None where the map has none (the key is then pressed by its name)."""
        return next((e for e in self.elements.values() if e.line == number), None)

    def _found(self, kind: str, name: str, things: Mapping[str, Thing]) -> Thing:
        found = things.get(name)
        if found is None:
            form = fold(name)
            found = next((thing for known, thing in things.items() if fold(known) == form), None)
        if found is None:
            raise UnknownName(kind, name, things, where=f"in the {self.model} map")
        return found


def _language_fits(wanted: str, shown: str) -> bool:
    """``German`` fits all of ``German_Germany``; where the phone's language is not known all fit."""
    form, phone = fold(wanted), fold(shown)
    return not form or not phone or form == phone or phone.startswith(form)
