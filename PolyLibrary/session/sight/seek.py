"""Looking for one picture or one text on a frame."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PolyLibrary.errors import Drawn, PolyError
from PolyLibrary.names import quoted
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.frame import Frame
from PolyLibrary.terms import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PolyLibrary.screen.read import Text

ABSENT = 0.60
"""Best score below which a picture is proven not to be there; up to the threshold nothing is decided."""


@dataclass(frozen=True)
class Options:
    """How to look, as a keyword was told.

    Attributes:
        region: Where alone to look; None = where the map says, else on the whole screen.
        threshold: Least score of a picture; None = 0.85.
        theme_tolerant: Whether light may be dark and dark light.
        color: The colour that it must have as well.
        ignore_case: Whether texts may differ in upper and lower case.
        charset: The characters that a text can have, which settles O and 0, l and 1.
    """

    region: Region | None = None
    threshold: float | None = None
    theme_tolerant: bool = False
    color: str = ""
    ignore_case: bool = False
    charset: str = ""

    @property
    def picture_wanted(self) -> bool:
        """Whether only the picture can answer what was asked."""
        return bool(self.region or self.threshold is not None or self.theme_tolerant or self.color)


@dataclass(frozen=True)
class Sighting:
    """What a look at one frame found.

    Attributes:
        there: Whether it is there.
        how: What told it, as a sentence without its end.
        boxes: Where it is, from the top left to the bottom right.
        best: The likeliest place where it is not.
        doubtful: Whether neither is proven: a score between, or a reading that is near.
        searched: Where was looked; None = on the whole screen.
    """

    there: bool
    how: str
    boxes: tuple[Region, ...] = ()
    best: Region | None = None
    doubtful: bool = False
    searched: Region | None = None

    def but_not(self, why: str) -> Self:
        """The same sighting, which does not count."""
        return replace(self, there=False, how=f"{self.how}, but {why}")


def see_picture(frame: Frame, file: Path, options: Options, within: Region | None = None) -> Sighting:
    """Look for a template.

    Args:
        within: Where the map says that it is; ``options.region`` wins.

    Raises:
        UsageError: The template is missing, flat, or larger than what is searched.
    """
    from PolyLibrary.screen.find import THRESHOLD, find
    from PolyLibrary.screen.template import load_template

    region = options.region or within
    threshold = options.threshold if options.threshold is not None else THRESHOLD
    found = find(
        frame.pixels, load_template(file), region=region, threshold=threshold, theme_tolerant=options.theme_tolerant
    )
    best = found.best
    searched = f" in {region}" if region else ""
    if not found.hits:
        how = f"picture '{file.name}'{searched}: best score {best.score:.2f} at {best.box} (threshold {threshold:g})"
        return Sighting(False, how, (), best.box, best.score >= ABSENT, region)
    boxes = tuple(hit.box for hit in found.hits)
    top = max(hit.score for hit in found.hits)
    how = (
        f"picture '{file.name}'{searched} with score {top:.2f} at {' and '.join(str(hit.centre) for hit in found.hits)}"
    )
    return coloured(frame, Sighting(True, how, boxes, best.box, False, region), options)


def coloured(frame: Frame, sighting: Sighting, options: Options, *, ground: bool = False) -> Sighting:
    """The sighting, judged by its colour as well where one was asked for.

    Args:
        ground: Whether the colour is that of the middle of a place, not that of what is drawn there.
    """
    if not options.color or not sighting.there:
        return sighting
    from PolyLibrary.screen.colour import colour_of, ink_colour_of

    look = colour_of if ground else ink_colour_of
    colours = [look(frame.pixels, box).name for box in sighting.boxes]
    right = tuple(
        box
        for box, colour in zip(sighting.boxes, colours, strict=True)
        if colour.casefold() == options.color.casefold()
    )
    if right:
        return replace(sighting, boxes=right, how=f"{sighting.how}, {options.color}")
    return sighting.but_not(f"it is {' and '.join(dict.fromkeys(colours))}, not {options.color}")


def see_text(frame: Frame, wanted: str, options: Options, within: Region | None = None) -> Sighting:
    """Look for a text by whole words.

    Raises:
        NotPossible: Nothing that reads texts is installed, or the text has letters that it does not know.
    """
    from PolyLibrary.screen.read import must_be_readable
    from PolyLibrary.screen.words import find_text

    must_be_readable(wanted)
    region = options.region or within
    texts = frame.read(region, charset=options.charset)
    found = find_text(texts, wanted, ignore_case=options.ignore_case, charset=options.charset)
    searched = f" in {region}" if region else ""
    if found.hits:
        boxes = tuple(text.box for text in found.hits)
        places = " and ".join(str(box.centre) for box in boxes)
        sighting = Sighting(True, f"text '{wanted}' read{searched} at {places}", boxes, boxes[0], False, region)
        return coloured(frame, sighting, options)
    if found.cut:
        shown = quoted(text.text for text in found.cut)
        how = f"text '{wanted}'{searched} is shown cut, as {shown} at {found.cut[0].box}"
        return Sighting(False, how, (), found.cut[0].box, True, region)
    if found.near:
        near = found.near[0]
        how = f"text '{wanted}' not read{searched}, but {quoted(text.text for text in found.near)} is near to it"
        return Sighting(False, how, (), near.box, True, region)
    return Sighting(False, f"text '{wanted}' not read{searched}; read: {_listed(texts)}", (), None, False, region)


def _listed(texts: "Sequence[Text]", most: int = 24) -> str:
    shown = quoted(text.text for text in texts[:most]) or "nothing"
    return f"{shown} and {len(texts) - most} more" if len(texts) > most else shown


def draw_on(error: PolyError, session: PhoneSession, frame: Frame, sighting: Sighting, label: str) -> None:
    """Give an error the picture that was searched, with what was sought, where, and the likeliest place drawn in."""
    from PolyLibrary.screen.marks import draw_search

    png = draw_search(frame.pixels, searched=sighting.searched, best=sighting.best, label=label)
    error.drawn = (*error.drawn, Drawn(session.name, png, f"what was searched on {session.title}"))
