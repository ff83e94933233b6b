"""Keywords that run other keywords: at the end of the test, or expecting the phone's refusal."""

from typing import Any, Literal

from robot.api.deco import keyword
from robot.libraries.BuiltIn import BuiltIn

from PolyLibrary.errors import CheckFailed, PhoneRefused
from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.keywords.misspelt import refuse_misspelt


class Control(KeywordGroup):
    """Running keywords.

    Robot's own KeywordName and KeywordArgument are not used as types: Robot 7.4 cannot convert to them in a library.
    """

    @keyword(tags=["Control"])
    def at_test_end(self, keyword: str, *args: object, scope: Literal["test", "suite"] = "test") -> None:
        """Remembers a keyword to run when the test ends, whether it passes or fails; the last one runs first.

        All of them run; one that fails makes the test fail, as in a teardown.

        Args:
            keyword: The keyword. A misspelt argument is refused at once, not at the end.
            args: Its arguments.
            scope: ``test``, or ``suite`` for the end of the suite.
        """
        refuse_misspelt("At Test End", ("keyword", "scope"), keyword, args)
        self.desk.at_end.append((self.desk.key(scope), keyword, args))

    @keyword(tags=["Control", "Check"])
    def expect_refusal(self, keyword: str, *args: object, reason: str | None = None) -> None:
        """Runs a keyword that the phone itself must refuse.

        Errors of transport, arguments and locators fail: only a Status other than 2000 is a refusal.

        Args:
            keyword: The keyword.
            args: Its arguments.
            reason: The Status that the phone must give, for example ``4003``.
        """
        refuse_misspelt("Expect Refusal", ("keyword", "reason"), keyword, args)
        self.desk.last_error = None
        try:
            BuiltIn().run_keyword(keyword, *args)
        except Exception as error:
            refusal = self._refusal(error)
            if refusal is None:
                raise
            if reason is not None and refusal.status != reason:
                raise CheckFailed(
                    f"'{keyword}' was refused for another reason than {reason}.", seen=str(refusal)
                ) from None
            return
        raise CheckFailed(f"'{keyword}' was not refused by the phone.", seen="it passed.")

    def _refusal(self, error: BaseException) -> PhoneRefused | None:
        last: Any = self.desk.last_error
        if isinstance(last, PhoneRefused) and str(last) in str(error):
            return last
        return None
