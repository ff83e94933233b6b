"""Where on the screen to look: the regions that ``region=`` and ``masks=`` name."""

from PolyLibrary.errors import NotPossible, UsageError
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.shown import map_of
from PolyLibrary.terms import Region, parse_region


def region_named(session: PhoneSession, text: str) -> Region:
    """A region of the layout map (``title``, ``soft keys``, ``row 1``, ``line 3``), or ``left,top,right,bottom``.

    Raises:
        UnknownName: The map has no such region.
        NotPossible: The numbers lie off the screen.
    """
    numbers = parse_region(text)
    if numbers is not None:
        size = session.model.screen
        if numbers.right > size.width or numbers.bottom > size.height:
            raise NotPossible(
                f"The region {numbers} is not on the screen of {session.title}.",
                seen=f"its panel is {size} pixels.",
                tried="nothing, the phone was not asked.",
                hint="write left,top,right,bottom; right and bottom are not part of the region.",
            )
        return numbers
    return session.layout.region(text)


def optional_region(session: PhoneSession, text: str | None) -> Region | None:
    """The region that ``region=`` names; None where it is not given: the whole screen.

    Raises:
        UsageError: It is an empty text, as of a variable without a value.
        UnknownName: The map has no such region.
        NotPossible: The numbers lie off the screen.
    """
    if text is None:
        return None
    if not text.strip():
        raise UsageError(
            "region= is empty.", hint="leave it out to look at the whole screen; is a variable without its value?"
        )
    return region_named(session, text)


def masks_named(session: PhoneSession, texts: "list[str] | str | None") -> list[Region]:
    """The regions that ``masks=`` names: a list, or one text with ``;`` between them."""
    if texts is None:
        return []
    each = [text.strip() for text in texts.split(";")] if isinstance(texts, str) else texts
    return [region_named(session, text) for text in each if text]


def moving_masks(session: PhoneSession) -> list[Region]:
    """What changes by itself on a phone, such as its clock and the timers of calls, as far as the map names it."""
    layout = map_of(session)
    return [layout.regions[name] for name in layout.moving] if layout is not None else []
