"""Pictures of the screen."""

from datetime import timedelta

from robot.api.deco import keyword

from PolyLibrary.errors import UsageError
from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.keywords.embed import embed_picture
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.places import masks_named
from PolyLibrary.session.sight.settle import Rest, settle

MODULES = 3
"""Expansion modules that a phone takes at most (source: the facts on models)."""


class Screen(KeywordGroup):
    """Taking pictures and waiting for rest."""

    @keyword(tags=["Screen"])
    def capture_screen(
        self,
        *,
        name: str | None = None,
        module: int | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> str:
        """Takes a picture of the screen and embeds it in the log.

        Screen capture is switched on by configuration when it is off, and put back when the phone is closed or its
        suite ends. Where a restart has switched it off it is switched on again, and the log says so. VVX phones up to
        5.6 and Trio phones up to 5.8 also want a preference of their menu, which only a hand at the phone can set.

        Args:
            name: Also saved as ``<phone>-<name>.png`` in Robot's output folder.
            module: The screen of an expansion module, ``1`` to ``3``, in place of the phone's own.
            phone: The phone.
            timeout: How long it may take.

        Returns:
            The path of the saved file, or an empty text without ``name``.

        Example:
        | Capture Screen    name=idle
        | Capture Screen    module=1    phone=alice
        """
        session = self.on(phone)
        what = f"{session.title}"
        if module is None:
            picture = session.pictures.take(self.limit(timeout))
        else:
            self._refuse_module(session, module)
            what = f"module {module} of {what}"
            picture = session.pictures.module(module, self.limit(timeout))
        path = embed_picture(picture.data, what, session.name, name)
        of = "" if module is None else f" of module {module}"
        self.say(session, f"picture{of} of {len(picture.data)} bytes ({picture.kind})")
        return path

    @staticmethod
    def _refuse_module(session: PhoneSession, module: int) -> None:
        if not 1 <= module <= MODULES:
            raise UsageError(
                f"There is no expansion module {module}.",
                hint=f"module= is 1 to {MODULES}: the one next to the phone is 1.",
            )
        session.require("expansion modules", "leave module= out: the phone's own screen is meant then.")

    @keyword(tags=["Screen", "Check"])
    def wait_until_screen_settles(
        self,
        *,
        masks: list[str] | str | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> Rest:
        """Waits until three pictures over 0.3 s are equal, and tells whether and when the screen changed.

        The change is judged against the last picture that was taken before the last action (Capture Screen takes
        one); without such a picture it is unknown.

        Args:
            masks: Regions that may change: names of the layout map (``clock``) or ``left,top,right,bottom``;
                a list, or one text with ``;`` between them.
            phone: The phone.
            timeout: How long to wait.

        Returns:
            An object with ``changed`` (true, false, or none where unknown), ``first_change`` and ``still``
            (seconds since the last action) and ``resolution`` (seconds between two pictures).
        """
        session = self.on(phone)
        rest = settle(session, self.limit(timeout), masks_named(session, masks))
        self.say(session, str(rest))
        return rest
