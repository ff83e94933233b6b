"""The library that a suite imports."""

from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from robotlibcore import DynamicCore

from PolyLibrary.errors import PolyError, UsageError
from PolyLibrary.keywords.base import Settings
from PolyLibrary.keywords.baselines import Baselines
from PolyLibrary.keywords.call_checks import CallChecks
from PolyLibrary.keywords.call_logs import CallLogs
from PolyLibrary.keywords.calls import Calls
from PolyLibrary.keywords.configuration import Configuration
from PolyLibrary.keywords.control import Control
from PolyLibrary.keywords.device import Device
from PolyLibrary.keywords.features import Features
from PolyLibrary.keywords.labvariable import robot_variable_lab
from PolyLibrary.keywords.listener import Listener
from PolyLibrary.keywords.logs import Logs
from PolyLibrary.keywords.menus import Menus
from PolyLibrary.keywords.misspelt import refuse_unnamed
from PolyLibrary.keywords.phones import Phones
from PolyLibrary.keywords.push import Push
from PolyLibrary.keywords.restarts import Restarting
from PolyLibrary.keywords.screen import Screen
from PolyLibrary.keywords.screen_checks import ScreenChecks
from PolyLibrary.keywords.screen_texts import ScreenTexts
from PolyLibrary.keywords.several import Several
from PolyLibrary.keywords.skype import Skype
from PolyLibrary.keywords.tell import telling
from PolyLibrary.keywords.third_party import ThirdParty
from PolyLibrary.keywords.touch import Touch
from PolyLibrary.redaction import scrub
from PolyLibrary.session.channels.notices import receivers
from PolyLibrary.session.cleaning import LIMIT
from PolyLibrary.session.desk import desk


class PolyLibrary(DynamicCore):
    """PolyLibrary drives Poly/Polycom desk phones (VVX, Trio, CCX) over their REST API and looks at what they do.

    = Phones =

    A *lab* says which phones there are: a lab file, or ``virtual`` (the default): emulated phones called alice
    (1001), bob (1002), carol (1003) and dave (1004) that come with the library. A test opens phones by name:

    | *** Settings ***
    | Library    PolyLibrary
    |
    | *** Test Cases ***
    | A Call Is Answered
    |     Open Phones          alice    bob
    |     Dial                 bob      phone=alice
    |     Expect Incoming Call    alice    phone=bob
    |     Answer Call          phone=bob
    |     Expect Call States   alice=Connected    bob=Connected

    With two or more phones open every keyword needs ``phone=``, unless `Switch Phone` chose one.

    = Locators =

    | =Written=        | =Means=                                             |
    | ``missed calls`` | element of the phone's layout map                   |
    | ``70,34``        | point in screen pixels, origin top left             |
    | ``softkey:More`` | soft key by label; turns the pages by itself        |
    | ``line:2``       | line key                                            |
    | ``key:Home``     | hard key                                            |
    | ``text:Settings`` | text read on the screen, by whole words; needs the extra ``ocr`` |
    | ``image:bell.png`` | picture found on the screen: beside the suite, or next to the layout map |

    = Kinds of keywords =

    *Actions* are sent once and never repeated by themselves. *Get ...* looks once and takes an inline assertion.
    *Expect ...* waits until it holds or ``timeout=`` is over. *Expect No ...* holds for ``during=``.

    = After a test =

    When a test ends, the library runs what `At Test End` remembered, ends calls that are left (with a warning and
    the tag ``left-dirty``), puts configuration back and closes the phones that the test opened.

    When a keyword fails, the log holds a picture of the screen, the calls, the last requests and the phone's own
    log of each open phone. Passwords are taken only as Robot's ``Secret`` and never appear in any log.
    """

    ROBOT_LIBRARY_SCOPE = "GLOBAL"
    ROBOT_LIBRARY_DOC_FORMAT = "ROBOT"
    ROBOT_LISTENER_API_VERSION = 3

    def __init__(
        self,
        *misspelt: str,
        lab: str | None = None,
        phone: str | None = None,
        timeout: timedelta = timedelta(seconds=10),
        layouts: str | None = None,
        baselines: str = "baselines",
        run_on_failure: Literal["evidence", "nothing"] = "evidence",
        auto_close: Literal["test", "suite"] = "test",
        cleanup: Literal["idle", "fail", "none"] = "idle",
        cleanup_timeout: timedelta = timedelta(seconds=LIMIT),
        notify: Literal["events", "off"] | None = None,
        settle: Literal["auto", "off"] = "auto",
    ) -> None:
        """Nothing is opened at import; the lab is looked up when the first phone is opened.

        Args:
            misspelt: Nothing: an argument without a name, or with one that the library does not know, is refused.
            lab: A lab file, or ``virtual``. By default Robot's ``${LAB}``, else the environment's ``POLYLAB_LAB``,
                else ``virtual``. A relative path is sought from the working directory, then beside the suite.
            phone: Binds this import to one phone: ``Library    PolyLibrary    phone=alice    AS    alice``.
            timeout: How long keywords wait unless they are told otherwise.
            layouts: A folder of layout maps of your own; they win over the shipped ones.
            baselines: The folder of approved pictures; a relative path is sought beside the suite.
            run_on_failure: ``evidence`` keeps pictures, calls and logs of a failure; ``nothing`` does not.
            auto_close: When phones that a test opened are closed: at the end of the ``test`` or of the ``suite``.
            cleanup: What happens to calls that a test leaves: ``idle`` ends them with a warning, ``fail`` fails the
                test as well, ``none`` leaves them.
            cleanup_timeout: How long the clean-up of one phone may take, restarts included; 4 minutes unless given.
            notify: ``events`` lets phones tell of their calls, which ends waits early; ``off`` is the default. A
                phone's own ``notify:`` in the lab file wins. Holds for the phones opened from now on.
            settle: ``auto`` lets the screen come to rest, for at most 2 s, before the first picture after an action
                is judged; ``off`` judges it as it comes.
        """
        refuse_unnamed(misspelt, type(self).__init__)
        if notify is not None:
            receivers.setting = notify
        self._desk = desk()
        self._desk.use_lab(lab)
        self._desk.find_lab = robot_variable_lab
        if layouts is not None:
            folder = Path(layouts)
            if not folder.is_dir():
                raise UsageError(
                    f"There is no folder '{layouts}' with layout maps.", hint="layouts= takes a folder of .yaml files."
                )
            self._desk.layouts.append(folder)
        self._settings = Settings(
            phone, timeout, run_on_failure, auto_close, cleanup, cleanup_timeout, settle, baselines
        )
        groups = (
            Phones,
            Touch,
            Calls,
            CallChecks,
            CallLogs,
            Configuration,
            Restarting,
            Device,
            Push,
            Logs,
            ThirdParty,
            Features,
            Menus,
            Screen,
            ScreenChecks,
            ScreenTexts,
            Baselines,
            Skype,
            Control,
        )
        components = [group(self._desk, self._settings) for group in groups]
        super().__init__([*components, Several(self._desk, self._settings, components)])
        self.ROBOT_LIBRARY_LISTENER = Listener(self, self._desk, self._settings)

    def run_keyword(self, name: str, args: list[Any], kwargs: dict[str, Any] | None = None) -> Any:
        """Run one keyword: the one funnel through which Robot calls us."""
        # An import without a phone of its own keeps the one that On All Phones has bound.
        bound = self._settings.phone
        token = None if bound is None else self._desk.bind(bound)
        try:
            with telling(self._desk):
                return super().run_keyword(name, args, kwargs)
        except Exception as error:
            if isinstance(error, PolyError):
                self._desk.last_error = error
            # Robot shows the texts of errors that are not ours, and at DEBUG of all that an error came from.
            scrub(error)
            raise
        finally:
            if token is not None:
                self._desk.unbind(token)
