"""Skype for Business sign-in of phones with the Lync base profile."""

from PolyLibrary.deadline import Deadline
from PolyLibrary.phone.rest import Rest
from PolyLibrary.redaction import Password

#: Seconds that the phone may take: it answers when the sign-in is done (facts: timeouts).
SIGN_IN_LIMIT = 160.0
SIGN_OUT_LIMIT = 30.0


class Skype:
    """Signs a phone in and out."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    def sign_in(
        self,
        address: str,
        user: str,
        password: Password,
        deadline: Deadline,
        *,
        domain: str = "",
        lock_code: Password | None = None,
    ) -> None:
        """Sign in; the request blocks until the phone is signed in.

        Args:
            address: Sign-in (SIP) address; for Skype online ``user`` is the same.
            lock_code: PIN of the device lock.
        """
        data = {
            "Address": address,
            "User": user,
            "Password": password.reveal(),
            "Domain": domain,
            "LockCode": lock_code.reveal() if lock_code else "",
        }
        self._rest.post("/api/v1/mgmt/skype/signIn", data, deadline, SIGN_IN_LIMIT)

    def sign_out(self, deadline: Deadline) -> None:
        self._rest.post("/api/v1/mgmt/skype/signOut", None, deadline, SIGN_OUT_LIMIT)
