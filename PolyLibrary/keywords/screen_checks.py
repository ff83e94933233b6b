"""What is on the screen, as the phone itself tells it (no picture needed)."""

from datetime import timedelta
from typing import Any

from assertionengine import AssertionOperator
from robot.api.deco import keyword

from PolyLibrary.errors import UnknownName
from PolyLibrary.keywords.assertions import judge
from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.names import fold
from PolyLibrary.phone.uixml import UiScreen
from PolyLibrary.session import presence, screen_checks
from PolyLibrary.session.screen_checks import Match
from PolyLibrary.session.shown import look_at_screen, require_ui


class ScreenChecks(KeywordGroup):
    """Checks of the screen by the phone's own description, or by its calls."""

    @keyword(tags=["Screen", "Getter"])
    def get_screen(
        self,
        field: str | None = None,
        assertion_operator: AssertionOperator | None = None,
        assertion_expected: Any = None,
        message: str | None = None,
        *,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> Any:
        """What is on the screen, all from one look: a dictionary, or one field of it.

        VVX phones with firmware 6.x describe their screen (``mgmt/uixml``, known from clients only); others cannot.

        Args:
            field: ``name``, ``title``, ``items``, ``selected`` (text of the selected item, or an empty text),
                ``soft keys`` (all pages, each label once, without More), ``icons`` (name to value), ``line keys``
                (label to state), ``fields`` (name to value), ``popup`` (its text) or ``texts``.
            assertion_operator: ``==``, ``contains``, ``validate``, ...
            assertion_expected: The expected value.
            message: A text of your own for the error.
            phone: The phone.
            timeout: How long the look may take.

        Returns:
            The dictionary, or the value of the field.

        Example:
        | ${title} =    Get Screen    title
        | Get Screen    soft keys    contains    New Call
        """
        session = self.on(phone)
        deadline = self.limit(timeout)
        require_ui(session, "what is on its screen", deadline)
        shown = look_at_screen(session, deadline)
        assert shown.ui is not None
        told = as_dict(shown.name, shown.ui)
        if field is None:
            return judge(told, assertion_operator, assertion_expected, f"screen of {session.name}", message)
        key = next((name for name in told if fold(name) == fold(field)), None)
        if key is None:
            raise UnknownName("field", field, told, where="of a screen")
        value = judge(told[key], assertion_operator, assertion_expected, f"{key} of {session.name}", message)
        self.say(session, f"{key} of {shown}: {value}")
        return value

    @keyword(tags=["Screen", "Check"])
    def expect_screen(self, name: str, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Waits until the phone shows a screen.

        It is told by the phone's own description (VVX with firmware 6.x), else by its calls: then the log says so,
        for in a call a phone may show its menus all the same. What nothing can tell is refused.

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
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until the soft keys are these, in this order.

        Args:
            labels: Labels as shown, or one name of a set of the layout map (``Connected``, ``idle``). More is left
                out unless one page is asked for.
            match: ``contains`` allows others between them.
            pages: ``all``, or the number of one page.
            phone: The phone; a VVX with firmware 6.x, for others cannot tell their soft keys.
            timeout: How long to wait.

        Example:
        | Expect Soft Keys    Answer    Reject    Ignore    Forward
        | Expect Soft Keys    Hold    match=contains    pages=1
        """
        session = self.on(phone)
        page = None if fold(pages) == "all" else _page(pages)
        seen = screen_checks.expect_soft_keys(session, labels, self.limit(timeout), match=match, page=page)
        self.say(session, f"soft keys {', '.join(seen)}")

    @keyword(tags=["Screen", "Check"])
    def expect_items(
        self,
        *items: str,
        match: Match = "exact",
        order: bool = True,
        selected: str | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until the list on the screen has these rows (those that are shown, without scrolling).

        Args:
            items: The texts of the rows from the top; none of them expects an empty list (``match=exact``).
            match: ``contains`` allows others.
            order: ``no`` takes them in any order.
            selected: The row that is to be the selected one.
            phone: The phone; a VVX with firmware 6.x.
            timeout: How long to wait.
        """
        session = self.on(phone)
        seen = screen_checks.expect_items(
            session, items, self.limit(timeout), match=match, in_order=order, selected=selected
        )
        self.say(session, f"items {', '.join(seen) or 'none'}")

    @keyword(tags=["Screen", "Check"])
    def expect_element(self, locator: str, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Waits until something is on the screen: an element of the map, a soft key, a line key or a text.

        Args:
            locator: ``missed calls``, ``softkey:Answer``, ``line:2`` or ``text:Alice`` (whole words). A point
                cannot be checked.
            phone: The phone. It tells by its own description (VVX with firmware 6.x); an element whose screens are
                recognised by calls is told by those on every phone.
            timeout: How long to wait.
        """
        session = self.on(phone)
        found = presence.expect_element(session, locator, self.limit(timeout))
        self.say(session, f"{found.how}")

    @keyword(tags=["Screen", "Check"])
    def expect_no_element(
        self,
        locator: str,
        *,
        during: timedelta = timedelta(seconds=2),
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Proves that something is not on the screen for a time, on fresh looks.

        An element that the map puts on certain screens is only proven absent while one of them is shown: otherwise
        this is an error, as it is when two looks lie more than 1.5 s apart or the phone cannot be reached.

        Args:
            locator: As for Expect Element.
            during: How long to look.
            phone: The phone.
            timeout: How long it may take.
        """
        session = self.on(phone)
        seconds = during.total_seconds()
        deadline = self.limit(timeout, None if timeout else seconds + 10)
        proven = presence.expect_no_element(session, locator, seconds, deadline)
        self.say(session, f"for {seconds:g} s: {proven.how}")


def as_dict(name: str, ui: UiScreen) -> dict[str, Any]:
    """A screen as a test reads it."""
    return {
        "name": name,
        "title": ui.title,
        "items": [item.text for item in ui.items],
        "selected": ui.selected.text if ui.selected else "",
        "soft keys": [label for label in ui.soft_key_labels if fold(label) != "more"],
        "icons": dict(ui.icons),
        "line keys": {key.label: key.state for key in ui.line_keys},
        "fields": {field.name: field.value for field in ui.fields},
        "popup": next((text or title for title, text in ui.popups), ""),
        "texts": list(ui.texts),
    }


def _page(text: str) -> int:
    if not text.strip().isdigit():
        raise UnknownName("page", text, ["all", "1", "2"], where="of soft keys")
    return int(text)
