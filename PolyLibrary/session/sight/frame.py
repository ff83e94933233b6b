"""A fresh picture of the screen, ready to be searched and read, and the proof that it is no old one.

A frame is always taken after the last action. A phone whose GUI hangs goes on sending the same bytes: where the phone
itself says that its screen has changed since those bytes were first sent, the picture is reported as stale.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from PolyLibrary.deadline import Deadline, polling
from PolyLibrary.errors import BadReply, CheckFailed, NotPossible, PathMissing, UnknownName
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.language import language_of
from PolyLibrary.session.sight.pictures import Picture
from PolyLibrary.session.sight.shown import map_of, read_ui
from PolyLibrary.terms import Region, Size

if TYPE_CHECKING:
    from PolyLibrary.screen.picture import Pixels
    from PolyLibrary.screen.read import Text

PAUSE = 0.25
"""Seconds between two pictures of a wait: a picture is the most expensive thing that a phone is asked for."""

REDRAWS_WITHIN = 1.5
"""Seconds within which a phone has drawn what it says of itself (chosen: phones draw within some tenths)."""


_OF_CALLS = ("End Call", "Answer")
"""Soft keys that are drawn in a call alone."""


class StalePicture(CheckFailed):
    """The picture is an old one although the screen must have changed: the GUI hangs, or its capture does."""


@dataclass(frozen=True)
class Said:
    """What the phone said of itself around a picture, as far as it shows on the screen.

    Attributes:
        face: Name, title, items, soft keys and pop-ups of its own description; None where it has none.
        calls: How many calls it had.
    """

    face: tuple[object, ...] | None
    calls: int

    def __str__(self) -> str:
        calls = f"{self.calls} call{'' if self.calls == 1 else 's'}"
        return calls if self.face is None else f"the screen '{self.face[0]}' with {calls}"

    def changed_from(self, before: "Said") -> bool:
        """Whether a screen that showed ``before`` must have been drawn anew.

        Without a description only a first call is sure to be drawn: menus may stay where they are in all other cases
        (unless the picture itself shows a call that is over: ``_shows_a_call``).
        """
        if self.face is not None and before.face is not None:
            return self.face != before.face
        return before.calls == 0 and self.calls > 0


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture of the screen with all that is read from it."""

    picture: Picture
    size: Size
    title: str
    said: Said | None = None
    _read: "dict[tuple[Region | None, str], tuple[Text, ...]]" = field(default_factory=dict)

    @property
    def at(self) -> float:
        return self.picture.at

    @property
    def age(self) -> float:
        return time.monotonic() - self.picture.at

    @cached_property
    def pixels(self) -> "Pixels":
        """The picture decoded, blue, green, red.

        Raises:
            BadReply: It is broken, or not of the panel's size.
        """
        from PolyLibrary.screen.picture import decode

        pixels = decode(self.picture.data)
        size = Size(int(pixels.shape[1]), int(pixels.shape[0]))
        if size != self.size:
            raise BadReply(
                f"The picture of {self.title} has another size than its screen.",
                seen=f"the picture is {size}, the panel {self.size} pixels.",
                tried="one picture.",
                hint="is model: in the lab file the phone's own? Places of the layout map would be wrong on it.",
            )
        return pixels

    @property
    def was_read(self) -> bool:
        """Whether all of it has been read."""
        return (None, "") in self._read

    def read(self, region: Region | None = None, *, charset: str = "") -> "tuple[Text, ...]":
        """The texts on it, each read once.

        Raises:
            NotPossible: No engine that reads texts is installed.
        """
        from PolyLibrary.screen.read import read

        key = (region, charset)
        if key not in self._read:
            self._read[key] = read(self.pixels, region, charset=charset)
        return self._read[key]


def looks(deadline: Deadline) -> Iterator[int]:
    """The polling schedule of a wait that takes a picture in each round."""
    yield from polling(deadline, lambda wait: time.sleep(min(max(wait, PAUSE), deadline.remaining)))


def take_frame(session: PhoneSession, deadline: Deadline) -> Frame:
    """A fresh picture of the screen.

    Raises:
        StalePicture: It is byte for byte an older one although the phone says that its screen has changed since.
        BadReply: It cannot be read, or has another size than the panel.
    """
    frame, before = _take(session, deadline)
    if before is None:
        return frame
    # The phone may only be slow to draw: it has a moment for it.
    limit = deadline.within(REDRAWS_WITHIN, "the time in which a phone draws its screen")
    tries = 0
    for tries in looks(limit):
        frame, before = _take(session, deadline)
        if before is None:
            return frame
    assert before is not None
    raise StalePicture(
        f"The picture of {session.title} is stale: it does not show what has happened since.",
        seen=f"byte for byte the picture of {session.pictures.same_since:.1f} s ago; the phone itself said "
        f"{before} then, and now {frame.said}.",
        tried=limit.tried(tries, "picture"),
        hint="its display hangs, or its screen capture does: look at the phone itself, then restart it.",
    )


def _take(session: PhoneSession, deadline: Deadline) -> tuple[Frame, Said | None]:
    """A picture, and what the phone said when the very same bytes first came where that was something else."""
    picture = session.pictures.take(deadline)
    said = _ask(session, deadline)
    frame = Frame(picture, session.model.screen, session.title, said)
    first = session.pictures.streak
    told = session.pictures.said.get(first)
    if told is None:
        session.pictures.said = {first: said}
    elif isinstance(told, Said) and said is not None:
        over = told.calls > 0 and said.calls == 0
        if said.changed_from(told) or (over and said.face is None and _shows_a_call(session, frame)):
            return frame, told
    return frame, None


def _shows_a_call(session: PhoneSession, frame: Frame) -> bool:
    """Whether a soft key is drawn that only a call has; False where nothing can be read."""
    from PolyLibrary.screen.words import find_text

    layout = map_of(session)
    if layout is None or layout.softkey_row is None:
        return False
    firmware, language = str(session.info.firmware) if session.info else "", language_of(session)
    try:
        texts = frame.read(layout.softkey_row.box)
        labels = [layout.softkey(label, firmware=firmware, language=language) for label in _OF_CALLS]
    except (BadReply, NotPossible, UnknownName):
        return False
    return any(find_text(texts, label).hits for label in labels)


def _ask(session: PhoneSession, deadline: Deadline) -> Said | None:
    """What the phone says of itself now; None for a phone that says nothing of its calls."""
    ui = read_ui(session, deadline)
    face: tuple[object, ...] | None = None
    if ui is not None:
        items = tuple(item.text for item in ui.items)
        face = (ui.name or ui.title, ui.title, items, tuple(ui.soft_key_labels), ui.popups)
    try:
        return Said(face, len(session.watch.look(deadline).live))
    except PathMissing:
        return Said(face, 0) if face else None
