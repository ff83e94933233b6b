"""Messages: the voicemail boxes of the lines with what waits in them."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import Mailbox
from PolyLibrary.emulator.gui.screens.listing import ListScreen, Row

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

ONE_TOUCH = "up.oneTouchVoiceMail"


class Messages(ListScreen):
    """Select dials the mailbox of the row."""

    numbered = True

    @property
    def name(self) -> str:
        return "messages"

    def title(self) -> str:
        return text("messages title")

    def key_set(self) -> str:
        return "messages"

    def empty_text(self) -> str:
        return text("messages empty")

    def count(self) -> int:
        return len(self.nav.port.mailboxes())

    def row(self, number: int) -> Row:
        box = self.nav.port.mailboxes()[number]
        return Row(box.label, text("messages count", new=box.new, old=box.old), "voicemail", box.number)

    def select(self) -> None:
        boxes = self.nav.port.mailboxes()
        at = self.selected(len(boxes))
        if at >= 0:
            dial_mailbox(self.nav, boxes[at])


def dial_mailbox(nav: "Navigation", box: Mailbox) -> None:
    """Call the voicemail of a line."""
    if box.number:
        nav.port.dial(box.number, box.line)
    else:
        nav.notify(text("messages no number"))


def open_messages(nav: "Navigation") -> None:
    """The Messages key and tile; with ``up.oneTouchVoiceMail`` a phone of one mailbox dials it at once."""
    boxes = nav.port.mailboxes()
    if len(boxes) == 1 and boxes[0].number and nav.port.setting(ONE_TOUCH) == "1":
        dial_mailbox(nav, boxes[0])
    else:
        nav.open(Messages(nav))
