"""Keywords that run other keywords: at the end of the test, or expecting the phone's refusal."""

from typing import Any, Literal

from robot.api.deco import keyword
from robot.libraries.BuiltIn import BuiltIn

from PolyLibrary.errors import CheckFailed, PhoneRefused
from PolyLibrary.keywords.base import KeywordGroup


class Control(KeywordGroup):
    """Running keywords.

    Robot's own KeywordName and KeywordArgument are not used as types: Robot 7.4 cannot convert to them in a library.
    """

    @keyword(tags=["Control"])
    def at_test_end(self, name: str, *args: object, scope: Literal["test", "suite"] = "test") -> None:
        """Remembers a keyword to run when the test ends, whether it passes or fails; the last one runs first.

        All of them run; one that fails makes the test fail, as in a teardown.

        Args:
            name: The keyword.
            args: Its arguments.
            scope: ``test``, or ``suite`` for the end of the suite.
        """
        self.desk.at_end.append((self.desk.key(scope), name, args))

    @keyword(tags=["Control", "Check"])
    def expect_refusal(self, name: str, *args: object, reason: str | None = None) -> None:
        """Runs a keyword that the phone itself must refuse.

        Errors of transport, arguments and locators fail: only a Status other than 2000 is a refusal.

        Args:
            name: The keyword.
            args: Its arguments.
            reason: The Status that the phone must give, for example ``4003``.
        """
        self.desk.last_error = None
        try:
            BuiltIn().run_keyword(name, *args)
        except Exception as error:
            refusal = self._refusal(error)
            if refusal is None:
                raise
            if reason is not None and refusal.status != reason:
                raise CheckFailed(
                    f"'{name}' was refused for another reason than {reason}.", seen=str(refusal)
                ) from None
            return
        raise CheckFailed(f"'{name}' was not refused by the phone.", seen="it passed.")

    def _refusal(self, error: BaseException) -> PhoneRefused | None:
        last: Any = self.desk.last_error
        if isinstance(last, PhoneRefused) and str(last) in str(error):
            return last
        return None
