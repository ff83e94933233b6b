"""The whole screen against an approved picture."""

from datetime import timedelta
from pathlib import Path

from robot.api.deco import keyword
from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError

from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.keywords.embed import output_folder
from PolyLibrary.session.parties import refuse_named
from PolyLibrary.session.sight.places import optional_region

NOTHING = "none"
VIRTUAL = "virtual"
"""Folder of the pictures of emulated phones: how those look says nothing of real ones."""
_ARGUMENTS = ("name", "region", "masks", "tolerance", "phone", "timeout")


class Baselines(KeywordGroup):
    """Expect Baseline."""

    @keyword(tags=["Screen", "Check"])
    def expect_baseline(
        self,
        name: str,
        *,
        region: str | None = None,
        masks: list[str] | str | None = None,
        tolerance: float | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until the screen is the approved picture of this name, pixel by pixel.

        The first run has no approved picture: it fails, keeps the screen of now and says how to approve it
        (``polylab baseline approve``). A later run that fails keeps its screen in the same way.

        Pictures lie in the folder ``baselines`` beside the suite (another one: ``baselines=`` of the library), as the
        phone sent them: ``baselines/VVX600/5.9.3.2857/English/idle.bmp``. Where there is none for the phone's own
        firmware, the nearest older one of the same branch (``5.9``) holds, then the folder ``any``; ``any`` in place
        of the language holds for all of them. The log says which one was used. Emulated phones have pictures of their
        own, in the same order below ``baselines/virtual``.

        Args:
            name: The name of the picture. Case, spaces, ``_`` and ``-`` do not matter. Suites in one folder share
                their names.
            region: Compare only a part: a region of the layout map (``title``), or ``left,top,right,bottom``.
            masks: Regions that do not count, in place of ``clock``, which is left out unless this is given: names of
                the layout map (``clock;timer``) or ``left,top,right,bottom``; a list, or one text with ``;`` between
                them. ``none`` masks nothing.
            tolerance: The largest local difference that is allowed, 0 to 254. Unless given it is 12, which finds a
                changed character; 40 where one of the two is a JPEG and the other is not.
            phone: The phone.
            timeout: How long to wait. Another size of the picture fails at once.

        Example:
        | Expect Baseline    idle
        | Expect Baseline    ringing    masks=clock;timer    phone=bob
        | Expect Baseline    soft keys when idle    region=soft keys
        """
        # Loaded at first use: few suites compare whole screens.
        from PolyLibrary.session.baseline import baselines
        from PolyLibrary.session.baseline.baseline_compare import Scope
        from PolyLibrary.session.baseline.baseline_store import Store

        refuse_named(name, "the name of a baseline", _ARGUMENTS)
        session = self.on(phone)
        scope = Scope(optional_region(session, region), baselines.masks_of(session, _texts(masks)), tolerance)
        folder = _suite_folder(self.desk.suite_folder) / self.settings.baselines
        store = Store(folder / VIRTUAL if session.virtual else folder)
        suite, test = _variable("${SUITE NAME}"), _variable("${TEST NAME}")
        wanted = baselines.Wanted(name, store, output_folder(), scope, suite, test)
        self.say(session, baselines.expect_baseline(session, wanted, self.limit(timeout)))


def _texts(masks: list[str] | str | None) -> list[str] | None:
    if masks is None:
        return None
    texts = [text.strip() for text in (masks.split(";") if isinstance(masks, str) else masks)]
    return [] if [text.casefold() for text in texts] == [NOTHING] else [text for text in texts if text]


def _suite_folder(known: Path | None) -> Path:
    """The folder of the running suite; that of the desk, or the working directory, where Robot does not say."""
    source = _variable("${SUITE SOURCE}")
    if source:
        path = Path(source)
        return path if path.is_dir() else path.parent
    return known or Path.cwd()


def _variable(name: str) -> str:
    try:
        return str(BuiltIn().get_variable_value(name) or "")
    except RobotNotRunningError:
        return ""
