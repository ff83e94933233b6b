"""What is on the screen: told by the phone's own description, by its picture, or by its calls."""

from datetime import timedelta
from typing import Any, Literal

from assertionengine import AssertionOperator
from robot.api.deco import keyword

from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.keywords.assertions import judge
from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.names import fold
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight import presence, screen_checks
from PolyLibrary.session.sight.places import optional_region
from PolyLibrary.session.sight.screen_checks import Match
from PolyLibrary.session.sight.seek import Options
from PolyLibrary.session.sight.telling import By, tell
from PolyLibrary.session.sight.tellings import as_dict

Color = Literal["red", "amber", "yellow", "green", "blue", "white", "grey", "black"]


class ScreenChecks(KeywordGroup):
    """Checks of the screen by the phone's own description, by its picture, or by its calls."""

    @keyword(tags=["Screen", "Getter"])
    def get_screen(
        self,
        field: str | None = None,
        assertion_operator: AssertionOperator | None = None,
        assertion_expected: Any = None,
        message: str | None = None,
        *,
        by: By = "auto",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> Any:
        """What is on the screen, all from one look: a dictionary, or one field of it.

        VVX phones with firmware 6.x describe their screen (``mgmt/uixml``, known from clients only). On others, and
        with ``by=picture``, everything is read from one picture: texts at the places that the layout map gives.

        Args:
            field: ``name``, ``title``, ``items``, ``selected`` (text of the selected item, or an empty text),
                ``soft keys`` (without More; a description has all pages, a picture the one that is shown), ``icons``
                (name to value), ``line keys`` (label to state), ``fields`` (name to value), ``popup`` (its text),
                ``texts``, or ``regions`` (of a picture: name of each region of the map to the text in it).
            assertion_operator: ``==``, ``contains``, ``validate``, ...
            assertion_expected: The expected value.
            message: A text of your own for the error.
            by: ``phone`` asks the phone for its description, ``picture`` reads what is really drawn; ``auto`` takes
                the first where there is one.
            phone: The phone.
            timeout: How long the look may take.

        Returns:
            The dictionary, or the value of the field.

        Example:
        | ${title} =    Get Screen    title
        | Get Screen    soft keys    contains    New Call
        """
        session = self.on(phone)
        screen = tell(session, by, "what is on its screen", self.limit(timeout))
        told = as_dict(session, screen)
        if field is None:
            return judge(told, assertion_operator, assertion_expected, f"screen of {session.name}", message)
        key = next((name for name in told if fold(name) == fold(field)), None)
        if key is None:
            raise UnknownName("field", field, told, where="of a screen")
        value = judge(told[key], assertion_operator, assertion_expected, f"{key} of {session.name}", message)
        self.say(session, f"{key} of {screen}: {value}")
        return value

    @keyword(tags=["Screen", "Check"])
    def expect_screen(self, name: str, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Waits until the phone shows a screen.

        It is told by the phone's own description (VVX with firmware 6.x), else by its picture where the layout map
        says how that is recognised, else by its calls: then the log says so, for in a call a phone may show its menus
        all the same. What nothing can tell is refused.

        Args:
            name: A screen of the layout map: ``home``, ``incoming call``, ``active call``, ``recent calls``, ...
            phone: The phone.
            timeout: How long to wait.
        """
        session = self.on(phone)
        shown = screen_checks.expect_screen(session, name, self.limit(timeout))
        self.say(session, f"shows {shown}")

    @keyword(tags=["Screen", "Check"])
    def expect_soft_keys(
        self,
        *labels: str,
        match: Match = "exact",
        pages: str = "all",
        by: By = "auto",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until the soft keys are these, in this order.

        Args:
            labels: Labels as shown, or one name of a set of the layout map (``Connected``, ``idle``). More is left
                out unless one page is asked for.
            match: ``contains`` allows others between them.
            pages: ``all``, or the number of one page. A picture shows one page only.
            by: ``phone`` asks the phone for its description (VVX with firmware 6.x), ``picture`` reads the row of soft
                keys as it is drawn; ``auto`` takes the first where there is one. A label that is drawn cut off does
                not count, and the error says so.
            phone: The phone.
            timeout: How long to wait.

        Example:
        | Expect Soft Keys    Answer    Reject    Ignore    Forward
        | Expect Soft Keys    Hold    match=contains    pages=1
        | Expect Soft Keys    Connected    by=picture
        """
        session = self.on(phone)
        page = None if fold(pages) == "all" else _page(pages)
        seen = screen_checks.expect_soft_keys(session, labels, self.limit(timeout), match=match, page=page, by=by)
        self.say(session, f"soft keys {', '.join(seen)}")

    @keyword(tags=["Screen", "Check"])
    def expect_items(
        self,
        *items: str,
        match: Match = "exact",
        order: bool = True,
        selected: str | None = None,
        by: By = "auto",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until the list on the screen has these rows (those that are shown, without scrolling).

        Args:
            items: The texts of the rows from the top; none of them expects an empty list (``match=exact``).
            match: ``contains`` allows others.
            order: ``no`` takes them in any order.
            selected: The row that is to be the selected one (on a picture the one with another ground).
            by: ``phone`` asks the phone for its description (VVX with firmware 6.x), ``picture`` reads the rows where
                the layout map has them; ``auto`` takes the first where there is one.
            phone: The phone.
            timeout: How long to wait.
        """
        session = self.on(phone)
        seen = screen_checks.expect_items(
            session, items, self.limit(timeout), match=match, in_order=order, selected=selected, by=by
        )
        self.say(session, f"items {', '.join(seen) or 'none'}")

    @keyword(tags=["Screen", "Check"])
    def expect_element(
        self,
        locator: str,
        *,
        region: str | None = None,
        threshold: float | None = None,
        theme_tolerant: bool = False,
        color: Color | None = None,
        ignore_case: bool = False,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until something is on the screen: an element of the map, a picture, a text, a soft key, a line key.

        An element is looked for by its picture where the map has one for this phone, else by what the phone describes
        of its screen (VVX with firmware 6.x), else by its text; one whose screens are recognised by calls is told by
        those on every phone. The log says which it was.

        Args:
            locator: ``missed calls``, ``image:bell.png``, ``text:Alice`` (whole words), ``softkey:Answer`` or
                ``line:2``. A point cannot be checked.
            region: Where alone to look on the picture: a region of the map, ``title``, ``status``, ``soft keys``,
                ``row 3``, or ``left,top,right,bottom``.
            threshold: Least likeness of a picture, 0 to 1; 0.85 unless given.
            theme_tolerant: Whether a picture also counts with light and dark swapped.
            color: The colour that is to be drawn there as well: that of the strokes of an icon or text, of a line key
                that of the middle of its place. A picture alone cannot tell the colour of a lamp or icon.
            ignore_case: Whether a text may differ in upper and lower case.
            phone: The phone.
            timeout: How long to wait.

        Example:
        | Expect Element    missed calls    color=red
        | Expect Element    image:bell.png    region=status
        """
        session = self.on(phone)
        options = self._options(session, region, threshold, theme_tolerant, color, ignore_case)
        found = presence.expect_element(session, locator, self.limit(timeout), options)
        self.say(session, f"{found.how}")

    @keyword(tags=["Screen", "Check"])
    def expect_no_element(
        self,
        locator: str,
        *,
        region: str | None = None,
        threshold: float | None = None,
        theme_tolerant: bool = False,
        color: Color | None = None,
        during: timedelta = timedelta(seconds=2),
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Proves that something is not on the screen for a time, on fresh looks.

        An element that the map puts on certain screens is only proven absent while one of them is shown: otherwise
        this is an error, as it is when two looks lie more than 1.5 s apart or the phone cannot be reached. A picture
        is proven absent by a best score under 0.60; between that and the threshold nothing is decided, which is an
        error as well. A picture shows one page of the soft keys: where More leads to others, nothing is proven of
        ``softkey:`` unless ``region=soft keys`` asks for the page that is shown.

        Args:
            locator: As for Expect Element.
            region: As for Expect Element.
            threshold: As for Expect Element.
            theme_tolerant: As for Expect Element.
            color: Only what has this colour counts.
            during: How long to look.
            phone: The phone.
            timeout: How long it may take.
        """
        session = self.on(phone)
        seconds = self.seconds(during)
        deadline = self.limit(timeout, None if timeout else seconds + 10)
        options = self._options(session, region, threshold, theme_tolerant, color, ignore_case=False)
        proven = presence.expect_no_element(session, locator, seconds, deadline, options)
        self.say(session, f"for {seconds:g} s: {proven.how}")

    @staticmethod
    def _options(
        session: PhoneSession,
        region: str | None,
        threshold: float | None,
        theme_tolerant: bool,
        color: Color | None,
        ignore_case: bool,
    ) -> Options:
        if threshold is not None and not 0 < threshold <= 1:
            raise UsageError(f"threshold={threshold:g} makes no sense.", hint="threshold= is above 0 and at most 1.")
        return Options(
            optional_region(session, region), threshold, theme_tolerant, color or "", ignore_case=ignore_case
        )


def _page(text: str) -> int:
    if not text.strip().isdigit():
        raise UnknownName("page", text, ["all", "1", "2"], where="of soft keys")
    return int(text)
