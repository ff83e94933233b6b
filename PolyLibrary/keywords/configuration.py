"""Configuration parameters: set, read, expect, put back."""

from datetime import timedelta
from typing import Any, Literal

from assertionengine import AssertionOperator
from robot.api.deco import keyword
from robot.api.types import Secret

from PolyLibrary.deadline import polling
from PolyLibrary.errors import CheckFailed, UsageError
from PolyLibrary.keywords.assertions import judge
from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.names import did_you_mean
from PolyLibrary.redaction import MASK, is_secret_name, register
from PolyLibrary.session.restcalls import guard_numbers

_OWN_ARGUMENTS = ("scope", "phone", "timeout")


class Configuration(KeywordGroup):
    """Set Config and its relatives."""

    @keyword(tags=["Configuration", "Action"])
    def set_config(
        self,
        *,
        scope: Literal["auto", "test", "suite", "never"] = "auto",
        phone: str | None = None,
        timeout: timedelta | None = None,
        **values: str | Secret,
    ) -> None:
        """Sets configuration parameters and reads them back; they are put back at the end of the scope.

        For ``device.*`` parameters the two switches that the phone wants (``device.set`` and ``<name>.set``) are
        sent along.

        Args:
            scope: ``test``, ``suite`` or ``never`` put back; ``auto`` is the test, or the suite in its setup.
            phone: The phone.
            timeout: How long it may take.
            values: ``name=value`` for each parameter; passwords only as ``Secret`` variables.

        Emergency numbers are refused where the phone would dial them by itself (forward, hotline, speed dial).

        Example:
        | Set Config    device.prov.serverName=10.252.149.102    phone=alice
        """
        session = self.on(phone)
        if not values:
            raise UsageError("Set Config needs at least one name=value.", hint="Set Config    up.backlight.timeout=40")
        plain: dict[str, str] = {}
        for name, value in values.items():
            self._check_name(name)
            if isinstance(value, Secret):
                register(value.value)
                plain[name] = value.value
            elif is_secret_name(name):
                raise UsageError(
                    f"The value of {name} is a secret and was written as plain text; nothing was sent.",
                    hint=f"use a Secret variable: VAR    ${{PW: Secret}}    %{{POLY_PASSWORD}}, then {name}=${{PW}}.",
                )
            else:
                plain[name] = str(value)
        guard_numbers(session, plain)
        kept = ("test" if self.desk.in_test else "suite") if scope == "auto" else scope
        changes = session.config.set(plain, kept, self.limit(timeout))
        self.say(session, "; ".join(str(change) for change in changes) + f" (put back: {kept})")

    @staticmethod
    def _check_name(name: str) -> None:
        if "." not in name:
            near = did_you_mean(name, _OWN_ARGUMENTS, "its arguments")
            raise UsageError(
                f"'{name}' is neither an argument of Set Config nor a parameter: parameters have a dot in their name.",
                hint=near,
            )

    @keyword(tags=["Configuration", "Getter"])
    def get_config(
        self,
        name: str,
        assertion_operator: AssertionOperator | None = None,
        assertion_expected: Any = None,
        message: str | None = None,
        *,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> Any:
        """The value of one parameter as the phone has it now; looks once. Passwords read back empty.

        Args:
            name: The parameter's full name.
            assertion_operator: For example ``==``.
            assertion_expected: The expected value.
            message: Your own text for the error.
            phone: The phone.
            timeout: How long the answer may take.

        Returns:
            The value as text, as the phone sends it.
        """
        session = self.on(phone)
        value = session.config.get([name], self.limit(timeout))[name]
        shown = MASK if is_secret_name(name) else value.value
        self.say(session, f"{name} is '{shown}' (source {value.source})")
        return judge(value.value, assertion_operator, assertion_expected, f"{name} of {session.name}", message)

    @keyword(tags=["Configuration", "Check"])
    def expect_config(
        self,
        name: str,
        value: str,
        *,
        source: str | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until a parameter has a value.

        Args:
            name: The parameter's full name.
            value: The value that it must have.
            source: Where the value must come from: ``default``, ``config``, ``web``, ``device``, ``local``.
            phone: The phone.
            timeout: How long to wait.
        """
        if is_secret_name(name):
            raise UsageError(f"{name} is a secret: phones read it back empty, so it cannot be checked.")
        session = self.on(phone)
        deadline = self.limit(timeout)
        now = None
        tries = 0
        for tries in polling(deadline):
            now = session.config.get([name], deadline)[name]
            if now.value == value and (source is None or now.source.casefold() == source.casefold()):
                self.say(session, f"{name} is '{value}' (source {now.source})")
                return
        wanted = f"'{value}'" + (f" from source {source}" if source else "")
        raise CheckFailed(
            f"{name} of {session.title} is not {wanted}.",
            seen=f"it is '{now.value}' from source {now.source}.",
            tried=deadline.tried(tries),
        )

    @keyword(tags=["Configuration", "Action"])
    def restore_config(self, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Puts back now what the test and its suite set on a phone.

        Args:
            phone: The phone.
            timeout: How long it may take.
        """
        session = self.on(phone)
        changes = [
            change for scope in ("test", "suite") for change in session.config.restore(scope, self.limit(timeout))
        ]
        self.say(session, f"put back {'; '.join(str(change) for change in changes) or 'nothing'}")
