"""Menus and lists."""

from datetime import timedelta
from typing import Any

from assertionengine import AssertionOperator
from robot.api.deco import keyword
from robot.api.types import Secret

from PolyLibrary.keywords.assertions import judge
from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.redaction import register

MENU_LIMIT = 30.0


class Menus(KeywordGroup):
    """Opening screens, choosing items, menu values, typing."""

    @keyword(tags=["Menus", "Action"])
    def open_screen(self, path: str, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Opens what a menu path leads to.

        Args:
            path: ``recent calls > missed``, ``Settings > Basic > Preferences``. A path of the phone's layout map
                works on every phone; any other one is walked from Home by the texts of the entries, on phones that
                describe their screen (VVX with firmware 6.x).
            phone: The phone.
            timeout: How long the whole way may take; 30 s by default.
        """
        from PolyLibrary.session.touch.menus import open_screen

        session = self.on(phone)
        how = open_screen(session, path, self.limit(timeout, MENU_LIMIT))
        self.say(session, f"opened {path}: {how}")

    @keyword(tags=["Menus", "Action"])
    def select_item(
        self,
        item: str,
        *,
        open: bool = False,  # noqa: A002 - the tester's word
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Makes an item of the list on the screen the selected one; scrolls to it.

        Args:
            item: Its text, or ``row 3``: its number in the whole list.
            open: Whether to press Select on it as well.
            phone: The phone; where it does not describe its lists, they are read on the picture.
            timeout: How long it may take; 30 s by default.

        Example:
        | Open Screen    recent calls > missed
        | Select Item    Alice
        | Press Soft Key    Dial
        """
        from PolyLibrary.session.touch.lists import open_item, select_item

        session = self.on(phone)
        choose = open_item if open else select_item
        chosen = choose(session, item, self.limit(timeout, MENU_LIMIT))
        self.say(session, chosen.how)

    @keyword(tags=["Menus", "Action"])
    def set_menu_value(
        self, path: str, value: str, *, phone: str | None = None, timeout: timedelta | None = None
    ) -> None:
        """Sets a value by the phone's own menus, and looks that the phone has taken it.

        Nothing puts it back by itself: take the old value with Get Menu Value, and set it in the teardown.

        Args:
            path: The menu and the entry: ``Settings > Basic > Preferences > Time & Date > Clock``.
            value: The choice as the phone writes it, or what is typed into the field.
            phone: The phone; a VVX with firmware 6.x.
            timeout: How long it may take; 30 s by default.
        """
        from PolyLibrary.session.touch.menus import set_menu_value

        session = self.on(phone)
        how = set_menu_value(session, path, value, self.limit(timeout, MENU_LIMIT))
        self.say(session, f"set {path} to '{value}': {how}")

    @keyword(tags=["Menus", "Getter"])
    def get_menu_value(
        self,
        path: str,
        assertion_operator: AssertionOperator | None = None,
        assertion_expected: Any = None,
        message: str | None = None,
        *,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> str:
        """The value of a menu entry as the phone shows it. Goes there, looks once, and stays in the menu.

        Args:
            path: The menu and the entry.
            assertion_operator: ``==``, ``contains``, ...
            assertion_expected: The expected value.
            message: A text of your own for the error.
            phone: The phone; a VVX with firmware 6.x.
            timeout: How long it may take; 30 s by default.

        Returns:
            The value as text.
        """
        from PolyLibrary.session.touch.menus import get_menu_value

        session = self.on(phone)
        value = get_menu_value(session, path, self.limit(timeout, MENU_LIMIT))
        self.say(session, f"{path} is '{value}'")
        return str(judge(value, assertion_operator, assertion_expected, f"{path} of {session.name}", message))

    @keyword(tags=["Menus", "Action"])
    def enter_text(
        self,
        text: str | Secret,
        *,
        into: str | None = None,
        replace: bool = True,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Types a text into the field that has the focus, once.

        VVX phones with firmware 6.x and CCX take texts (``simulateTextInput``); on others digits are pressed as keys.
        A PIN or password is given as a ``Secret`` variable, which no log shows.

        Args:
            text: The text, or a ``Secret``.
            into: Where to tap first: an element of the map, a point, ...
            replace: Whether what stands in the field goes.
            phone: The phone.
            timeout: How long it may take.

        On the dialling screen the number is checked for emergency numbers before it is complete.
        """
        from PolyLibrary.session.touch.texts import enter_text

        session = self.on(phone)
        if isinstance(text, Secret):
            register(text.value)
        plain = text.value if isinstance(text, Secret) else text
        how = enter_text(session, plain, self.limit(timeout), into=into or "", replace=replace)
        self.say(session, f"typed {'a secret' if isinstance(text, Secret) else repr(text)} {how}")
