"""Texts on the screen, read on its picture."""

from datetime import timedelta
from typing import Any

from assertionengine import AssertionOperator
from robot.api.deco import keyword

from PolyLibrary.keywords.assertions import judge
from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.session.parties import refuse_named
from PolyLibrary.session.sight import texts
from PolyLibrary.session.sight.places import optional_region
from PolyLibrary.session.sight.seek import Options

_ARGUMENTS = ("region", "ignore_case", "charset", "during", "phone", "timeout")


class ScreenTexts(KeywordGroup):
    """What a tester reads on the screen."""

    @keyword(tags=["Screen", "Check"])
    def expect_screen_text(
        self,
        text: str,
        *,
        region: str | None = None,
        ignore_case: bool = False,
        charset: str = "",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until a text is read on the screen, on fresh pictures.

        By whole words: ``1`` is not in ``101``, nor ``Hold`` in ``Held``. A label that is drawn cut off, with an
        ellipsis, does not count, and the error says so. Needs ``pip install "PolyLibrary[ocr]"``.

        Args:
            text: The words as they are drawn.
            region: Where alone to read, which is faster and surer: a region of the map, ``title``, ``status``,
                ``soft keys``, ``row 3``, or ``left,top,right,bottom``.
            ignore_case: Whether upper and lower case may differ.
            charset: The characters that the text can have, which tells O from 0 and l from 1: ``digits``, ``hex``,
                ``mac``, ``ip``, ``number``, or the characters themselves.
            phone: The phone.
            timeout: How long to wait.

        Example:
        | Expect Screen Text    Missed Calls    region=title
        | Expect Screen Text    64167F93F111    charset=hex
        """
        refuse_named(text, "a text", _ARGUMENTS)
        session = self.on(phone)
        options = Options(optional_region(session, region), ignore_case=ignore_case, charset=charset)
        self.say(session, texts.expect_text(session, text, options, self.limit(timeout)))

    @keyword(tags=["Screen", "Check"])
    def expect_no_screen_text(
        self,
        text: str,
        *,
        region: str | None = None,
        ignore_case: bool = False,
        charset: str = "",
        during: timedelta = timedelta(seconds=2),
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Proves that a text is not on the screen for a time, on fresh pictures.

        A reading that is near to the text fails as well, for it may be it. Pictures more than 1.5 s apart, or a phone
        that cannot be reached, are errors.

        Args:
            text: The words as they would be drawn.
            region: As for Expect Screen Text.
            ignore_case: As for Expect Screen Text.
            charset: As for Expect Screen Text.
            during: How long to look.
            phone: The phone.
            timeout: How long it may take.
        """
        refuse_named(text, "a text", _ARGUMENTS)
        session = self.on(phone)
        seconds = self.seconds(during)
        deadline = self.limit(timeout, None if timeout else seconds + 10)
        options = Options(optional_region(session, region), ignore_case=ignore_case, charset=charset)
        self.say(session, texts.expect_no_text(session, text, options, seconds, deadline))

    @keyword(tags=["Screen", "Getter"])
    def get_screen_text(
        self,
        assertion_operator: AssertionOperator | None = None,
        assertion_expected: Any = None,
        message: str | None = None,
        *,
        region: str | None = None,
        charset: str = "",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> Any:
        """All texts on the screen or in a region, read once on one fresh picture.

        Args:
            assertion_operator: ``==``, ``contains``, ...
            assertion_expected: The expected value.
            message: A text of your own for the error.
            region: As for Expect Screen Text.
            charset: As for Expect Screen Text.
            phone: The phone.
            timeout: How long it may take.

        Returns:
            One text, with a line for each that was read, from the top left to the bottom right.

        Example:
        | ${number} =    Get Screen Text    region=row 1    charset=number
        | Get Screen Text    contains    Alice    region=title
        """
        session = self.on(phone)
        options = Options(optional_region(session, region), charset=charset)
        read = texts.read_text(session, options, self.limit(timeout))
        self.say(session, f"read {read!r}{f' in {region}' if region else ''}")
        return judge(read, assertion_operator, assertion_expected, f"text on the screen of {session.name}", message)
