"""Pictures of the screen."""

from datetime import timedelta

from robot.api.deco import keyword

from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.keywords.embed import embed_picture
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.settle import Rest, settle
from PolyLibrary.terms import Region, parse_region


class Screen(KeywordGroup):
    """Taking pictures and waiting for rest."""

    @keyword(tags=["Screen"])
    def capture_screen(
        self, *, name: str | None = None, phone: str | None = None, timeout: timedelta | None = None
    ) -> str:
        """Takes a picture of the screen and embeds it in the log.

        Screen capture is switched on by configuration when it is off, and put back when the phone is closed.

        Args:
            name: Also saved as ``<phone>-<name>.png`` in Robot's output folder.
            phone: The phone.
            timeout: How long it may take.

        Returns:
            The path of the saved file, or an empty text without ``name``.
        """
        session = self.on(phone)
        picture = session.pictures.take(self.limit(timeout))
        path = embed_picture(picture.data, f"{session.title}", session.name, name)
        self.say(session, f"picture of {len(picture.data)} bytes ({picture.kind})")
        return path

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
        rest = settle(session, self.limit(timeout), self._regions(session, masks))
        self.say(session, str(rest))
        return rest

    @staticmethod
    def _regions(session: PhoneSession, masks: list[str] | str | None) -> list[Region]:
        if masks is None:
            return []
        texts = [text.strip() for text in masks.split(";")] if isinstance(masks, str) else masks
        regions = []
        for text in texts:
            region = parse_region(text)
            if region is None:
                region = session.layout.region(text)
            regions.append(region)
        return regions
