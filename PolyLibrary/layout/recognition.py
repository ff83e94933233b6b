"""Which screens of a map are shown, for what a look at the phone found. Pure: it neither asks the phone nor reads
pictures."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.layout.things import Recognise, Screen
from PolyLibrary.names import fold
from PolyLibrary.screen.text import Text
from PolyLibrary.screen.words import find_text
from PolyLibrary.terms import CallState, Region

_EDGES = re.compile(r"^\W+|\W+$")


def _no_picture(_image: Path, _region: Region | None) -> bool:
    return False


@dataclass(frozen=True)
class Seen:
    """What a look found.

    Attributes:
        calls: States of the phone's calls; none without a call.
        softkeys: Labels of the page of soft keys that is shown, as the phone writes them.
        texts: Reads a region, or the whole screen for None; asked only for what a rule needs.
        image: Whether a picture is in a region.
    """

    calls: Collection[str]
    softkeys: Sequence[str]
    texts: Callable[[Region | None], Iterable[Text]]
    image: Callable[[Path, Region | None], bool] = _no_picture


def recognised(layout: LayoutMap, seen: Seen, language: str = "") -> tuple[Screen, ...]:
    """The screens of which a rule holds: one where the map tells them apart, none where nothing tells.

    Rules by ``uixml`` alone are for phones that describe their screen themselves, and never hold here.

    Args:
        language: The phone's display language (a value of lcl.ml.lang), into which the map's words are put.
    """
    return tuple(
        screen
        for screen in layout.screens.values()
        if any(holds(rule, layout, seen, language) for rule in screen.rules)
    )


def holds(rule: Recognise, layout: LayoutMap, seen: Seen, language: str = "") -> bool:
    """Whether all that a rule asks for was seen, the cheapest first.

    Capitals do not matter: a reader of pictures takes c and C, or o and O, for each other.
    """
    if not (rule.calls or rule.softkeys or rule.image or rule.text):
        return False
    if rule.calls and not ({*seen.calls} or {CallState.IDLE.value}) & {*rule.calls}:
        return False
    shown = {_label(text) for text in seen.softkeys}
    if any(_label(layout.says_key(label, language)) not in shown for label in rule.softkeys):
        return False
    if rule.bare and shown:
        return False
    region = layout.region(rule.region) if rule.region else None
    if rule.image and not seen.image(rule.image, region):
        return False
    if not (rule.text or rule.without):
        return True
    texts = tuple(seen.texts(region))

    def stands(words: Sequence[str]) -> bool:
        return any(find_text(texts, layout.says(each, language), ignore_case=True).hits for each in words)

    return (not rule.text or stands(rule.text)) and not stands(rule.without)


def _label(text: str) -> str:
    """The form of a label; a reader of pictures takes the edges of a narrow cell for strokes: ``| Send |``."""
    return fold(_EDGES.sub("", text))
