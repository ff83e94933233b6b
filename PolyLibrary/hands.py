"""The second library: what hands, a power switch or the world outside do to the phones of a test."""

from datetime import timedelta
from typing import Any

from robot.api import SkipExecution
from robotlibcore import DynamicCore

from PolyLibrary.errors import PolyError
from PolyLibrary.keywords.base import Settings
from PolyLibrary.keywords.hands import HandKeywords
from PolyLibrary.keywords.handslistener import HandsListener
from PolyLibrary.keywords.labvariable import robot_variable_lab
from PolyLibrary.keywords.misspelt import refuse_unnamed
from PolyLibrary.keywords.tell import telling
from PolyLibrary.redaction import scrub
from PolyLibrary.session.desk import desk
from PolyLibrary.session.hands.handplaces import NoHand
from PolyLibrary.session.hands.hands import hands_of


class Hands(DynamicCore):
    """What a tester's hands, a power switch or the world outside do to phones, where a keyword of PolyLibrary cannot.

    | *** Settings ***
    | Library    PolyLibrary
    | Library    PolyLibrary.Hands
    |
    | *** Test Cases ***
    | A Phone Comes Back After A Power Failure
    |     Open Phones           alice    bob
    |     Unplug Phone          bob
    |     Expect Unreachable    phone=bob
    |     Plug In Phone         bob
    |     Establish Call        alice    bob

    = Where it works =

    On virtual phones everything works. On a real phone a keyword works where the lab file gives a command for it;
    where it does not, the test is *skipped* with the reason:

    | phones:
    |   alice: {host: 10.0.0.7, hands: {unplug: "poe off 7", plug in: "poe on 7"}}
    | defaults: {hands: {call from outside: "originate {number} {to}"}}

    The commands are ``unplug``, ``plug in``, ``touch`` ({x} {y} {hold}), ``swipe`` ({x} {y} {to_x} {to_y} {seconds}),
    ``press key`` ({key} {hold}), ``lift handset``, ``put down handset``, ``stop sip server``, ``start sip server``,
    ``call from outside`` ({number} {to} {name}), ``hang up outside`` ({number} {to}), ``leave voicemail`` ({to}
    {length} {number} {name}), ``inject fault`` ({fault} {rate} {count} {after} {path}) and ``clear faults``; each also
    knows {phone}, {host} and {mac}. They are run without a shell, are ended when their time is over, and their output
    stands in the log. A secret comes to them by the environment, which they inherit.

    = What is put back =

    At the end of the test, or of the suite whose setup did it: phones are plugged in again, the SIP server runs,
    faults are over, callers have hung up, handsets are down, mailboxes are empty. The log says what was put back.
    """

    ROBOT_LIBRARY_SCOPE = "GLOBAL"
    ROBOT_LIBRARY_DOC_FORMAT = "ROBOT"
    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self, *misspelt: str, lab: str | None = None, timeout: timedelta = timedelta(seconds=10)) -> None:
        """Shares the lab and the open phones with PolyLibrary; nothing is opened at import.

        Args:
            misspelt: Nothing: an argument without a name, or with one that the library does not know, is refused.
            lab: A lab file, or ``virtual``; the same as PolyLibrary's unless given.
            timeout: How long keywords may take unless they are told otherwise.
        """
        refuse_unnamed(misspelt, type(self).__init__)
        self._desk = desk()
        self._desk.use_lab(lab)
        self._desk.find_lab = robot_variable_lab
        super().__init__([HandKeywords(self._desk, Settings(timeout=timeout))])
        self.ROBOT_LIBRARY_LISTENER = HandsListener(self, hands_of(self._desk), self._desk)

    def run_keyword(self, name: str, args: list[Any], kwargs: dict[str, Any] | None = None) -> Any:
        """Run one keyword: the one funnel through which Robot calls us."""
        try:
            with telling(self._desk):
                return super().run_keyword(name, args, kwargs)
        except NoHand as reason:
            raise SkipExecution(str(reason)) from None
        except Exception as error:
            if isinstance(error, PolyError):
                self._desk.last_error = error
            scrub(error)
            raise
