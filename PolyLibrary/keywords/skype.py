"""Signing in to Skype for Business and out of it."""

from datetime import timedelta

from robot.api.deco import keyword
from robot.api.types import Secret

from PolyLibrary.errors import PhoneRefused
from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.redaction import Password
from PolyLibrary.session.several.batch_actions import lync_wanted

SIGN_IN = 180.0
SIGN_OUT = 40.0


class Skype(KeywordGroup):
    """Phones with the Lync base profile."""

    @keyword(tags=["Features", "Action"])
    def sign_in_to_skype(
        self,
        address: str,
        user: str,
        password: Secret,
        *,
        domain: str = "",
        lock_code: Secret | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Signs a phone in to Skype for Business, once; the phone answers when the service has let the user in.

        Only phones with the Lync base profile can (``device.baseProfile`` is ``Lync``).

        Args:
            address: The sign-in address, for example ``test.user@example.com``.
            user: The user name; for Skype for Business online the same as the address.
            password: The user's password as a ``Secret`` variable; literal text is refused.
            domain: The user's domain, where the service wants one.
            lock_code: The PIN of the device lock as a ``Secret`` variable, where one is wanted.
            phone: The phone.
            timeout: How long it may take, 3 minutes unless given.

        Example:
        | VAR    ${PW: Secret}    %{POLY_SKYPE_PASSWORD}
        | Sign In To Skype    test.user@example.com    test.user@example.com    ${PW}    phone=alice
        """
        session = self.on(phone)
        secret = Password(password.value, user)
        code = Password(lock_code.value) if lock_code is not None else None
        deadline = self.limit(timeout, SIGN_IN)
        try:
            session.phone.skype.sign_in(address, user, secret, deadline, domain=domain, lock_code=code)
        except PhoneRefused as error:
            raise lync_wanted(error) from None
        finally:
            session.acted()
        self.say(session, f"signed in to Skype for Business as {address} in {deadline.elapsed:.1f} s")

    @keyword(tags=["Features", "Action"])
    def sign_out_of_skype(self, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Signs a phone out of Skype for Business, once; a phone that is not signed in answers well too.

        Args:
            phone: The phone.
            timeout: How long it may take, 40 s unless given.
        """
        session = self.on(phone)
        try:
            session.phone.skype.sign_out(self.limit(timeout, SIGN_OUT))
        except PhoneRefused as error:
            raise lync_wanted(error) from None
        finally:
            session.acted()
        self.say(session, "signed out of Skype for Business")
