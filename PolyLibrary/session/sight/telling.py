"""What is on the screen, told by the phone's own description or read on its picture, as a keyword asks for it."""

from dataclasses import dataclass
from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import PolyError
from PolyLibrary.phone.uixml import UiScreen
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.description import describe, items_of, soft_keys_of
from PolyLibrary.session.sight.frame import Frame
from PolyLibrary.session.sight.recognition import which_screen
from PolyLibrary.session.sight.rest import rested
from PolyLibrary.session.sight.seek import Sighting, draw_on
from PolyLibrary.session.sight.shown import Shown, described, read_ui, require_ui
from PolyLibrary.terms import Region

By = Literal["auto", "phone", "picture"]
"""``phone``: its own description; ``picture``: what stands on the screen; ``auto``: the first where it has one."""

Part = Literal["all", "soft keys", "items"]


@dataclass(frozen=True)
class Told:
    """A screen and what told it; ``frame`` is the picture that was read, where one was."""

    shown: Shown
    ui: UiScreen
    frame: Frame | None = None

    @property
    def read(self) -> bool:
        """Whether it was read on the picture."""
        return self.frame is not None

    def __str__(self) -> str:
        return (
            f"the screen '{self.ui.name or self.ui.title or 'unknown'}'{', read on its picture' if self.read else ''}"
        )


def tell(session: PhoneSession, by: By, what: str, deadline: Deadline, part: Part = "all") -> Told:
    """One look at the screen.

    Args:
        what: What is asked for, for the error: ``its soft keys``.
        part: What has to be read on a picture: less is faster.

    Raises:
        NotPossible: By ``phone`` where it has no description; by ``picture`` where nothing reads texts.
    """
    if by == "phone":
        ui = require_ui(session, what, deadline)
        return Told(described(session, ui), ui)
    if by == "auto" and (told := read_ui(session, deadline)) is not None:
        return Told(described(session, told), told)
    frame, _ = rested(session, deadline)
    if part == "soft keys":
        ui = UiScreen("", "", soft_keys=soft_keys_of(session, frame))
        return Told(Shown("", "its picture", pictured=True, at=frame.at), ui, frame)
    shown = which_screen(session, deadline, frame)
    if part == "items":
        ui = UiScreen(shown.name, "", items=items_of(session, frame, shown.name))
    else:
        ui = describe(session, frame, shown.name)
    return Told(shown, ui, frame)


def show_on(error: PolyError, session: PhoneSession, told: Told, region: Region | None, label: str) -> PolyError:
    """Give an error the picture that was read, with the place that counted drawn in; returns the error."""
    if told.frame is not None:
        draw_on(error, session, told.frame, Sighting(False, "", searched=region), label)
    return error
