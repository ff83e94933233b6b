"""Checks of the texts on the screen, as a tester reads them."""

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.film import record
from PolyLibrary.session.sight.frame import Frame, looks
from PolyLibrary.session.sight.rest import rested
from PolyLibrary.session.sight.seek import Options, Sighting, draw_on, see_text


def expect_text(session: PhoneSession, text: str, options: Options, deadline: Deadline) -> str:
    """Wait until a text is read on the screen, by whole words; says where.

    Raises:
        CheckFailed: It is not; names what was read, what is near to it, and what is shown cut.
    """
    frame, sighting, tries = None, None, 0
    for tries in looks(deadline):
        frame, waited = rested(session, deadline)
        sighting = see_text(frame, text, options)
        if sighting.there:
            return f"{sighting.how}{f' ({waited})' if waited else ''}"
    assert frame is not None
    assert sighting is not None
    error = CheckFailed(
        f"The screen of {session.title} does not show the text '{text}'.",
        seen=f"{sighting.how}, {frame.age:.1f} s ago.",
        tried=deadline.tried(tries, "picture"),
        hint=_hint(sighting),
    )
    draw_on(error, session, frame, sighting, f"text '{text}'")
    raise error


def _hint(sighting: Sighting) -> str:
    if sighting.doubtful and "cut" in sighting.how:
        return "the label is too long for its place: expect it as it is shown, or report it."
    if sighting.doubtful:
        return "is it written so on the phone? charset= settles O and 0, l and 1; ignore_case=yes upper and lower case."
    return "look at the picture: is the right screen shown? region= narrows where it is read."


def expect_no_text(session: PhoneSession, text: str, options: Options, during: float, deadline: Deadline) -> str:
    """Prove on fresh pictures that a text is not on the screen for a time.

    Pictures are taken first and read afterwards: reading takes longer than the gap that is allowed between two of them.

    Raises:
        CheckFailed: It is there, or something so near to it that it may be it.
        Undecided: Two pictures were too far apart.
    """
    frame, _ = rested(session, deadline)
    _refuse(session, text, options, frame, deadline.tried(1, "picture"))
    film = record(session, during, deadline)
    for frame in film.distinct:
        _refuse(session, text, options, frame, deadline.tried(film.pictures, "picture"))
    return f"for {during:g} s no text '{text}', {film.pictures} pictures, {len(film.distinct)} of them different"


def _refuse(session: PhoneSession, text: str, options: Options, frame: Frame, tried: str) -> None:
    """An error where a frame shows the text or may show it."""
    sighting = see_text(frame, text, options)
    if not sighting.there and not sighting.doubtful:
        return
    what = "shows the text" if sighting.there else "may show the text"
    error = CheckFailed(
        f"The screen of {session.title} {what} '{text}'.",
        seen=f"{sighting.how}, {frame.age:.1f} s ago.",
        tried=tried,
        hint="" if sighting.there else "a near reading is no proof of absence: narrow it by region=.",
    )
    draw_on(error, session, frame, sighting, f"text '{text}'")
    raise error


def read_text(session: PhoneSession, options: Options, deadline: Deadline) -> str:
    """All that is read on the screen or in a region, line by line, from one picture."""
    frame, _ = rested(session, deadline)
    return "\n".join(text.text for text in frame.read(options.region, charset=options.charset))
